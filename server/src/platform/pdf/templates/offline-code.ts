/** Text of the sheet with the offline code, to be printed on the back of a certificate. Change a word, raise the version. */
export const offlineCodeTemplate = {
  version: '离线核验码模板 2026-11.1',
  title: '离线核验码',
  lead: '印在证书背面，或者与证书一同出示',
  labels: { certificateNo: '证书编号', name: '名称', holder: '登记主体', validUntil: '有效期至', signedOn: '制码日期' },
  how: [
    '一、用手机扫码，会打开登记平台的核验页并自动核验。',
    '二、没有网络时，先在有网络的地方打开核验页，再把扫码得到的文字粘贴到“离线核验码”一栏。',
    '三、核验通过，说明上列内容由登记机构签名，未被改动；此后是否变更、注销或撤销，以核验页所示状态列表的日期为准。',
  ],
  demo: '演示证书，仅供系统演示，不具有法律效力。',
  watermark: '演示',
} as const
