/** A fault that the person running the program can mend: its message is the whole answer, no stack is printed. */
export class OperatorError extends Error {
  override name = 'OperatorError'
}
