export {
  ArchiveError,
  type ArchiveFile,
  type ArchiveSource,
  isPlainPath,
  mostEntries,
  mostEntryBytes,
  openArchive,
} from './archive.ts'
export { type BulkGiven, type BulkRow, bulkCsv, bulkRow, checkFiles, outcomeOfAll } from './bulk.ts'
export { packArchive } from './pack.ts'
