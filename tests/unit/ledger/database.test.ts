import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql, type Kysely } from 'kysely'
import { describe, expect, it } from 'vitest'
import { ledgerFile } from '../../../electron/ledger/ledger'
import { migrations } from '../../../electron/ledger/migrations'
import {
  openConnection,
  type OpenConnection,
  type SqlConnection
} from '../../../electron/ledger/sqlite/connection'
import { storageError } from '../../../electron/ledger/sqlite/errors'
import { anAccount, openTestLedger, rawDatabase, tempFolder } from './support'

const later = {
  ...migrations,
  '0900_note': {
    up: async (db: Kysely<unknown>) => void (await sql`create table note (text text)`.execute(db))
  }
}

/** A connection that tells of every statement before it is prepared or run. */
function wrapped(
  connection: SqlConnection,
  tell: (connection: SqlConnection, text: string) => void
): SqlConnection {
  return {
    get isTransaction() {
      return connection.isTransaction
    },
    exec: (text) => {
      tell(connection, text)
      connection.exec(text)
    },
    prepare: (text) => {
      tell(connection, text)
      return connection.prepare(text)
    },
    close: () => connection.close()
  }
}

async function closedLedger(folder: string): Promise<void> {
  const ledger = await openTestLedger({ folder })
  await ledger.write(({ accounts }) => accounts.insert(anAccount))
  await ledger.close()
}

describe('opening', () => {
  it('makes a ledger that survives power cuts and keeps foreign keys', async () => {
    const statements: string[] = []
    const open: OpenConnection = (path) => wrapped(openConnection(path), (_, text) => statements.push(text))
    const { folder } = await openTestLedger({ open })
    expect(statements).toContain('PRAGMA synchronous = FULL')
    expect(statements).toContain('PRAGMA foreign_keys = ON')
    expect(rawDatabase(folder).prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
  })

  it('opens the same ledger again with everything in it', async () => {
    const folder = tempFolder()
    await closedLedger(folder)
    const again = await openTestLedger({ folder })
    expect(await again.accounts.list()).toEqual([anAccount])
    expect(again.damagedSetAside).toBeNull()
  })

  it('refuses a ledger from a newer version and leaves it as it is', async () => {
    const folder = tempFolder()
    const newer = await openTestLedger({ folder, migrations: later })
    await newer.close()
    const before = readFileSync(join(folder, ledgerFile))
    await expect(openTestLedger({ folder })).rejects.toMatchObject({ code: 'storage_newer' })
    expect(readFileSync(join(folder, ledgerFile)).equals(before)).toBe(true)
    expect(readdirSync(folder)).toEqual([ledgerFile])
  })
})

describe('a damaged ledger', () => {
  it('is set aside byte for byte when it is no database at all', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, ledgerFile), 'not a database '.repeat(500))
    const ledger = await openTestLedger({ folder })
    expect(ledger.damagedSetAside).toBe(join(folder, 'trekk-damaged-20260520-090000.db'))
    expect(readFileSync(ledger.damagedSetAside ?? '', 'utf8')).toBe('not a database '.repeat(500))
    expect(await ledger.accounts.list()).toEqual([])
  })

  it('is set aside when pages inside it are', async () => {
    const folder = tempFolder()
    await closedLedger(folder)
    const file = readFileSync(join(folder, ledgerFile))
    writeFileSync(join(folder, ledgerFile), file.fill(0xa5, 8_192, 40_960))
    const ledger = await openTestLedger({ folder })
    expect(ledger.damagedSetAside).not.toBeNull()
    expect(readFileSync(ledger.damagedSetAside ?? '').equals(file)).toBe(true)
  })

  it('is told of at every start until someone has taken it away', async () => {
    const folder = tempFolder()
    writeFileSync(join(folder, ledgerFile), 'not a database '.repeat(500))
    const first = await openTestLedger({ folder })
    await first.close()
    const second = await openTestLedger({ folder })
    expect(second.damagedSetAside).toBe(join(folder, 'trekk-damaged-20260520-090000.db'))
    await second.close()
    rmSync(second.damagedSetAside ?? '')
    const third = await openTestLedger({ folder })
    expect(third.damagedSetAside).toBeNull()
  })

  it('never overwrites one that was set aside in the same second', async () => {
    const folder = tempFolder()
    for (const text of ['first ', 'second ']) {
      writeFileSync(join(folder, ledgerFile), text.repeat(500))
      const ledger = await openTestLedger({ folder })
      await ledger.close()
    }
    const kept = readdirSync(folder).filter((name) => name.startsWith('trekk-damaged-'))
    expect(kept).toEqual(['trekk-damaged-20260520-090000-2.db', 'trekk-damaged-20260520-090000.db'])
  })
})

describe('migrating', () => {
  it('makes a checked backup first', async () => {
    const folder = tempFolder()
    await closedLedger(folder)
    await openTestLedger({ folder, migrations: later })
    const [backup] = readdirSync(join(folder, 'backups'))
    expect(backup).toBe('trekk-20260520-090000-before-0900_note.db')
    const copy = openConnection(join(folder, 'backups', backup ?? ''))
    expect(copy.prepare('SELECT name FROM accounts').all()).toEqual([{ name: 'Nordlys AS' }])
    expect(() => copy.prepare('SELECT * FROM note')).toThrow('no such table')
    copy.close()
  })

  it('makes no backup of a ledger that has just begun', async () => {
    const { folder } = await openTestLedger()
    expect(existsSync(join(folder, 'backups'))).toBe(false)
  })

  it('does not migrate without a backup', async () => {
    const folder = tempFolder()
    await closedLedger(folder)
    writeFileSync(join(folder, 'backups'), 'a file where the folder should be')
    await expect(openTestLedger({ folder, migrations: later })).rejects.toMatchObject({
      code: 'storage_failed'
    })
    const untouched = await openTestLedger({ folder })
    expect(await untouched.accounts.list()).toHaveLength(1)
  })

  it('leaves nothing behind when it fails half way', async () => {
    const folder = tempFolder()
    await closedLedger(folder)
    const broken = {
      ...migrations,
      '0900_broken': {
        up: async (db: Kysely<unknown>) => {
          await sql`create table half_done (text text)`.execute(db)
          await sql`insert into no_such_table values (1)`.execute(db)
        }
      }
    }
    await expect(openTestLedger({ folder, migrations: broken })).rejects.toThrow('no_such_table')
    const again = await openTestLedger({ folder })
    expect(await again.accounts.list()).toHaveLength(1)
    expect(rawDatabase(folder).prepare("SELECT 1 FROM sqlite_master WHERE name = 'half_done'").all()).toEqual(
      []
    )
  })
})

describe('writing', () => {
  it('writes all or nothing', async () => {
    const ledger = await openTestLedger()
    const failing = ledger.write(async ({ accounts, desk }) => {
      await accounts.insert(anAccount)
      await desk.setActiveAccount('yes')
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    expect(await ledger.accounts.list()).toEqual([])
    expect(await ledger.desk.activeAccount()).toBeNull()
  })

  it('says that the disk is full, keeps what it had and goes on when there is room', async () => {
    let limit: (pages: number) => void = () => undefined
    const ledger = await openTestLedger({
      open: (path) => {
        const connection = openConnection(path)
        limit = (pages) => connection.exec(`PRAGMA max_page_count = ${pages}`)
        return connection
      }
    })
    await ledger.write(({ accounts }) => accounts.insert(anAccount))
    limit(1)
    const big = 'x'.repeat(100_000)
    await expect(ledger.write(({ desk }) => desk.setActiveAccount(big))).rejects.toMatchObject({
      code: 'storage_full'
    })
    expect(await ledger.desk.activeAccount()).toBeNull()
    limit(1_000_000)
    await ledger.write(({ desk }) => desk.setActiveAccount(big))
    expect(await ledger.desk.activeAccount()).toBe(big)
  })

  it('says so too when the kernel protects a broken file system under open files', () => {
    // SQLITE_IOERR_WRITE, and EROFS or EIO behind it.
    const failed = (systemErrno: number): Error =>
      Object.assign(new Error('disk I/O error'), { errcode: 778, systemErrno })
    expect(storageError(failed(30))).toMatchObject({ code: 'storage_readonly' })
    expect(storageError(failed(5))).toMatchObject({ code: 'storage_failed' })
  })

  it('says that the profile cannot be written', async () => {
    let makeReadOnly = (): void => undefined
    const ledger = await openTestLedger({
      open: (path) => {
        const connection = openConnection(path)
        makeReadOnly = () => connection.exec('PRAGMA query_only = ON')
        return connection
      }
    })
    makeReadOnly()
    const writing = ledger.write(({ desk }) => desk.setActiveAccount('b'))
    await expect(writing).rejects.toMatchObject({ code: 'storage_readonly' })
  })
})
