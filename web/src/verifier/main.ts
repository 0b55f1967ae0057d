import './language.ts'
import { serveShares } from './bulk.ts'
import { startPage } from './page.ts'

// One program for the page and for its workers, which run the text of this very script.
if (typeof document === 'undefined') serveShares()
else startPage(document.currentScript?.textContent ?? '')
