import {
  pinProblem,
  type Approval,
  type ApprovalAsked,
  type ApprovalRule,
  type ApprovalView
} from '../../shared/approval'
import type { CurrencySum } from '../../shared/batch'
import { TrekkError } from '../../shared/result'
import type { FakeHandlers } from './fake-api'
import { fakeNow } from './fake-people'

interface FakeApprover {
  readonly id: string
  readonly name: string
  readonly addedAt: number
  readonly addedBy: string
  pin: string
  pinChangedAt: number
  failures: number
}

const freeTries = 5
const month = 30 * 24 * 3_600_000

/** The second person of the double. Ola's PIN is 739251 and Siri's 481926; after five wrong ones nobody looks. */
export class FakeApprovals {
  rule: ApprovalRule = { kind: 'off' }
  people: FakeApprover[] = []

  /** As a desk that has the rule and two people who may approve. */
  static with(rule: ApprovalRule): FakeApprovals {
    const made = new FakeApprovals()
    made.rule = rule
    made.people = [
      made.person('Ola Nordmann', '739251', fakeNow - 3 * month),
      made.person('Siri Dahl', '481926', fakeNow - month)
    ]
    return made
  }

  view(): ApprovalView {
    return {
      rule: this.rule,
      inForce: this.rule.kind !== 'off',
      approvers: this.people.map((each) => ({ ...each, lockedUntil: lockedUntil(each) }))
    }
  }

  asked(sums: readonly CurrencySum[], hands: readonly string[]): ApprovalAsked | null {
    if (!this.asks(sums)) return null
    return {
      approvers: this.view().approvers.map((each) => ({ ...each, hadHand: hands.includes(each.name) }))
    }
  }

  /** @returns the name of who has approved; null where nobody must */
  approve(sums: readonly CurrencySum[], hands: readonly string[], approval: Approval | null): string | null {
    if (approval === null) {
      if (this.asks(sums)) throw new TrekkError('approval_needed', 'a second person must approve this file')
      return null
    }
    const { name } = this.prove(approval)
    if (hands.includes(name)) throw new TrekkError('approval_own', 'nobody approves what is their own')
    return name
  }

  handlers() {
    return {
      getApproval: () => this.view(),
      saveApprovalRule: ({ rule, by }) => {
        this.prove(by)
        this.rule = rule
        return this.view()
      },
      addApprover: ({ name, pin, by }) => {
        checkPin(pin)
        if (this.people.some((each) => each.name.toLowerCase() === name.trim().toLowerCase()))
          throw refused('name', 'used')
        if (by !== null) this.prove(by)
        else if (this.people.length > 0) throw new TrekkError('approval_needed', 'add')
        this.people = [...this.people, this.person(name.trim(), pin, fakeNow)]
        return this.view()
      },
      removeApprover: ({ approverId, by }) => {
        if (by !== null) this.prove(by)
        if (this.rule.kind !== 'off' && this.people.length === 1)
          throw new TrekkError('approver_last', 'last')
        this.people = this.people.filter(({ id }) => id !== approverId)
        return this.view()
      },
      changePin: ({ by, pin }) => {
        checkPin(pin)
        const who = this.prove(by)
        Object.assign(who, { pin, pinChangedAt: fakeNow })
        return this.view()
      }
    } satisfies Partial<FakeHandlers>
  }

  private asks(sums: readonly CurrencySum[]): boolean {
    const { rule } = this
    if (rule.kind !== 'over') return rule.kind === 'every'
    return sums.some(({ currency, amount }) => amount > (rule.amounts[currency] ?? -1))
  }

  private prove({ approverId, pin }: Approval): FakeApprover {
    const who = this.people.find(({ id }) => id === approverId)
    if (who === undefined) throw new TrekkError('approver_unknown', approverId)
    const notBefore = lockedUntil(who)
    if (notBefore !== null) throw new TrekkError('approver_locked', 'locked', { details: { notBefore } })
    if (who.pin === pin) {
      who.failures = 0
      return who
    }
    who.failures += 1
    const after = lockedUntil(who)
    throw new TrekkError('pin_wrong', 'another', {
      details: after === null ? { triesLeft: freeTries - who.failures } : { notBefore: after }
    })
  }

  private person(name: string, pin: string, at: number): FakeApprover {
    const id = `approver-${name.toLowerCase().replaceAll(' ', '-')}`
    return { id, name, pin, addedAt: at, addedBy: 'Hanne', pinChangedAt: at, failures: 0 }
  }
}

function lockedUntil({ failures }: FakeApprover): number | null {
  return failures < freeTries ? null : fakeNow + 5 * 60_000
}

function checkPin(pin: string): void {
  const problem = pinProblem(pin)
  if (problem !== null) throw refused('pin', problem)
}

function refused(field: string, problem: NonNullable<ReturnType<typeof pinProblem>> | 'used'): TrekkError {
  return new TrekkError('invalid_input', `${field}: ${problem}`, { fields: [{ field, problem }] })
}
