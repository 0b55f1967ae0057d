import { AppError } from '@datadeed/core/kernel/errors'
import { type FormatCode, FormatError } from '@datadeed/evidence'

const reasons: Partial<Record<FormatCode, string>> = {
  not_utf8: '含有无法识别的字符',
  not_json: '不是有效的 JSON',
  not_canonical: '不是规范写法（RFC 8785）',
  duplicate_key: '同一名称出现两次',
  too_deep: '嵌套过深',
  too_large: '超出允许的大小',
  missing: '缺少内容',
  unknown_field: '含有不认识的项',
  wrong_type: '类型不对',
  wrong_value: '值不允许',
  not_sorted: '文件没有按路径排序',
  duplicate: '同一路径或名称出现两次',
  not_nfc: '文件名不是 NFC 规范形式',
  bad_path: '路径不允许：须为相对路径，不含“..”、反斜杠和控制字符',
  bad_digest: '指纹不是 64 位小写十六进制，或与内容不符',
}

/** Runs a reader of the evidence formats; its fault becomes `evidence.bad_manifest` that says where and why. */
export function readOrRefuse<T>(read: () => T, prefix = ''): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    throw badManifest(`${prefix}${error.field}` || '清单', reasons[error.code] ?? '格式不对')
  }
}

export function badManifest(field: string, reason: string): AppError {
  return new AppError('evidence.bad_manifest', { field, reason }, [{ path: `manifest.${field}`, message: reason }])
}
