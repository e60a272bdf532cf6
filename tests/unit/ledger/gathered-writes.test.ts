import { describe, expect, it } from 'vitest'
import type { Ledger } from '../../../electron/ledger/ledger'
import { openConnection, type OpenConnection } from '../../../electron/ledger/sqlite/connection'
import { anAccount, openTestLedger, rawDatabase } from './support'

interface Watched {
  readonly open: OpenConnection
  commits: number
  /** A statement that fails from now on, as a disk that is full fails it; null for none. */
  failing: string | null
}

/** Counts commits, and fails when it is told to. */
function watched(): Watched {
  const world: Watched = {
    commits: 0,
    failing: null,
    open: (path) => {
      const connection = openConnection(path)
      return {
        get isTransaction() {
          return connection.isTransaction
        },
        exec: (sql) => connection.exec(sql),
        close: () => connection.close(),
        prepare: (sql) => {
          const statement = connection.prepare(sql)
          return {
            columns: () => statement.columns(),
            all: (...given) => statement.all(...given),
            iterate: (...given) => statement.iterate(...given),
            run: (...given) => {
              if (sql === world.failing) {
                // As SQLite does when the disk is full: the transaction is gone.
                connection.exec('rollback')
                throw Object.assign(new Error('database or disk is full'), { errcode: 13, sqliteCode: 13 })
              }
              if (sql === 'commit') world.commits += 1
              return statement.run(...given)
            }
          }
        }
      }
    }
  }
  return world
}

async function opened(): Promise<{ ledger: Ledger & { folder: string }; world: Watched }> {
  const world = watched()
  const ledger = await openTestLedger({ open: world.open })
  world.commits = 0
  return { ledger, world }
}

function remember(ledger: Ledger, id: string, how: 'writeSoon' | 'writeNow'): Promise<string> {
  return ledger[how](async ({ accounts }) => {
    await accounts.insert({ ...anAccount, id })
    return id
  })
}

async function ids(ledger: Ledger): Promise<string[]> {
  return (await ledger.accounts.list()).map(({ id }) => id).toSorted()
}

const [one, two, three] = ['T10000001', 'T10000002', 'T10000003'] as const

describe('writes that are made together', () => {
  it('are one commit, and on disk when any of them says so', async () => {
    const { ledger, world } = await opened()
    const all = [one, two, three].map((id) => remember(ledger, id, 'writeSoon'))
    await Promise.race(all)
    expect(rawDatabase(ledger.folder).prepare('select count(*) as n from accounts').get()).toEqual({ n: 3 })
    expect(await Promise.all(all)).toEqual([one, two, three])
    expect(world.commits).toBe(1)
  })

  it('go with the next one that is made at once', async () => {
    const { ledger, world } = await opened()
    const waits = remember(ledger, one, 'writeSoon')
    await remember(ledger, two, 'writeNow')
    expect([world.commits, await ids(ledger)]).toEqual([1, [one, two]])
    await waits
  })

  it('fail each by itself: what the failing one wrote is taken back, and nothing else', async () => {
    const { ledger } = await opened()
    const good = remember(ledger, one, 'writeSoon')
    const bad = ledger.writeSoon(async ({ accounts }) => {
      await accounts.insert({ ...anAccount, id: two })
      throw new RangeError('no')
    })
    const other = remember(ledger, three, 'writeNow')
    await expect(bad).rejects.toThrow(new RangeError('no'))
    expect(await Promise.all([good, other])).toEqual([one, three])
    expect(await ids(ledger)).toEqual([one, three])
  })

  it.each(['commit', 'savepoint each'])(
    'all fail when the disk does not take them: %s',
    async (statement) => {
      const { ledger, world } = await opened()
      world.failing = statement
      const results = await Promise.allSettled([
        remember(ledger, one, 'writeSoon'),
        remember(ledger, two, 'writeNow')
      ])
      world.failing = null
      expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
      expect(await ids(ledger)).toEqual([])
      await remember(ledger, three, 'writeNow')
      expect(await ids(ledger)).toEqual([three])
    }
  )

  it('do not stop a write of their own that comes between them', async () => {
    const { ledger } = await opened()
    const soon = remember(ledger, one, 'writeSoon')
    await ledger.write(({ accounts }) => accounts.insert({ ...anAccount, id: two }))
    await soon
    expect(await ids(ledger)).toEqual([one, two])
  })

  it('are made before the ledger is closed', async () => {
    const { ledger } = await opened()
    const soon = remember(ledger, one, 'writeSoon')
    await ledger.close()
    expect(await soon).toBe(one)
  })
})
