import type { Manifest } from '@datadeed/evidence'
import { Table } from 'antd'
import { useText } from '../../../app/language.ts'
import { FileSize } from '../../../ui/file-size.tsx'
import { HashText } from '../../../ui/hash-text.tsx'
import { turnPage } from '../../../ui/turn-page.tsx'
import { depositText } from '../text.ts'

type ManifestFile = Manifest['files'][number]

/** The files of a manifest with their digests, a page at a time. */
export function ManifestFiles({ files }: { files: readonly ManifestFile[] }) {
  const { review, page } = useText(depositText)
  return (
    <section aria-label={review.filesLabel}>
      <Table<ManifestFile>
        size="small"
        rowKey="path"
        dataSource={[...files]}
        scroll={{ x: 720 }}
        pagination={
          files.length > 20
            ? { pageSize: 20, showSizeChanger: false, itemRender: turnPage, placement: ['bottomStart'] }
            : false
        }
        columns={[
          { title: review.path, key: 'path', render: (_, file) => <span className="path">{file.path}</span> },
          { title: review.size, key: 'bytes', align: 'right', render: (_, file) => <FileSize bytes={file.bytes} /> },
          {
            title: 'SHA-256',
            key: 'sha256',
            render: (_, { tree, whole }) => (
              <>
                <HashText hash={tree.sha256} what={page.treeSha256} />
                {whole && (
                  <span className="whole">
                    {review.fileTool} <HashText hash={whole.sha256} what="SHA-256" />
                  </span>
                )}
              </>
            ),
          },
          {
            title: 'SM3',
            key: 'sm3',
            render: (_, { tree, whole }) => (
              <>
                <HashText hash={tree.sm3} what={page.treeSm3} />
                {whole && (
                  <span className="whole">
                    {review.fileTool} <HashText hash={whole.sm3} what="SM3" />
                  </span>
                )}
              </>
            ),
          },
        ]}
      />
    </section>
  )
}
