import { AppError } from '@datadeed/core/kernel/errors'
import {
  type FormatCode,
  FormatError,
  type Json,
  readSketchPart,
  type SketchFault,
  type SketchPart,
  SketchPartError,
} from '@datadeed/evidence'

const faults: Record<SketchFault, string> = {
  bad_length: '长度不是 520 字节',
  bad_count: '数值个数超出允许的范围',
  bad_code: '含有不可能出现的编码',
  count_below_bins: '数值个数少于已占用的格数，不可能由真实数据得出',
  low_entropy: '不同取值太少，可能被逐个猜出，按规定不得提交',
}
const formats: Partial<Record<FormatCode, string>> = {
  not_utf8: '含有无法识别的字符',
  missing: '缺少内容',
  unknown_field: '含有不认识的项',
  wrong_type: '类型不对',
  wrong_value: '值不允许',
  too_large: '超出允许的大小',
  duplicate: '同一文件出现两次',
  bad_base64: '不是规范的 Base64',
}

/** Reads a part `sketch`. Throws `overlap.bad_sketch`, whose parameter `fault` tells every reason apart. */
export function readSketchOrRefuse(value: unknown): SketchPart {
  try {
    return readSketchPart(value as Json)
  } catch (error) {
    if (error instanceof SketchPartError) throw badSketch(error.fault, error.field, faults[error.fault])
    if (error instanceof FormatError) throw badSketch(error.code, error.field, formats[error.code] ?? '格式不对')
    throw error
  }
}

export function badSketch(fault: string, field: string, reason: string): AppError {
  const place = field || '草图'
  return new AppError('overlap.bad_sketch', { fault, field: place, reason }, [{ path: field, message: reason }])
}
