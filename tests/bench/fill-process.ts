// Fills a ledger in a process of its own, so that what that leaves behind is not measured with what comes after.
import { fillWithCharges } from './many-charges'

const [folder = '', accountId = '', cardId = '', count = '0'] = process.argv.slice(2)
fillWithCharges(folder, accountId, cardId, Number(count), Date.now())
