// A simulator in a process of its own, so that it takes no time from what is measured. Every charge is answered after
// the latency given. It prints its address and ends with its parent.
import { createSimulator } from '../../electron/simulator/simulator'
import { lastFourOf, tokenOf } from './bench-cards'

const [accountId = '', clientId = '', clientSecret = '', latency = '0', charges = '0', cards = '1'] =
  process.argv.slice(2)
const simulator = createSimulator({ journalLimit: 0 })
simulator.addClient({ accountId, clientId, clientSecret })
for (let card = 0; card < Number(cards); card += 1) {
  simulator.addToken({
    accountId,
    provider: 'dintero_psp',
    tokenKind: 'payment_token',
    token: tokenOf(card),
    brand: 'visa',
    maskedPan: `476173******${lastFourOf(card)}`,
    expiry: '12/2031'
  })
}
for (let charge = 0; charge < Number(charges); charge += 1)
  simulator.faults.next({ kind: 'late', ms: Number(latency) })
const { url } = await simulator.start()
console.log(url)
process.stdin.resume().once('end', () => process.exit(0))
