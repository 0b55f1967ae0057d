import { AFRelationship, PDFDocument } from 'pdf-lib'

export interface AttachedFile {
  name: string
  mediaType: string
  /** Shown by readers in their list of attachments. */
  description: string
  bytes: Uint8Array
  at: Date
}

/** A PDF with a file inside, as the data the document rests on (AFRelationship Data). Throws when the input is not a PDF. */
export const attachFile = async (pdf: Uint8Array, file: AttachedFile): Promise<Uint8Array> => {
  const document = await PDFDocument.load(pdf, { updateMetadata: false })
  await document.attach(file.bytes, file.name, {
    mimeType: file.mediaType,
    description: file.description,
    creationDate: file.at,
    modificationDate: file.at,
    afRelationship: AFRelationship.Data,
  })
  return document.save({ useObjectStreams: false, updateFieldAppearances: false })
}
