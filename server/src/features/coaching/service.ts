export {
  addTask,
  closeCoaching,
  finishTask,
  linkCase,
  openCoaching,
  recordService,
  reopenCoaching,
  sendMessage,
  takeCoaching,
} from './coaching.ts'
export { findCompanies, serviceFigures } from './figures.ts'
export { bookSlot, cancelAppointment, getCalendar, offerSlots, withdrawSlot } from './slots.ts'
export { coachingTrail } from './trail.ts'
export { getCoaching, listCoaching } from './view.ts'
