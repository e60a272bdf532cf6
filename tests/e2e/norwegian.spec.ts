import type { Page } from '@playwright/test'
import { preferScheme } from '../support/colour-scheme'
import { startTraining, goTo } from '../support/connect'
import { expect, test } from '../support/fixtures'
import { tour } from '../support/tour'
import { watchPolicy } from '../support/watch-policy'
import { wordsOf } from '../support/words'

const english = wordsOf('en')
const norwegian = wordsOf('nb')

// One tour for both: each goes through every screen, and a screen breaks the policy in any language.
test('on no screen with a Norwegian system is English left, or the content security policy broken, in light or dark', async ({
  launch
}) => {
  test.setTimeout(300_000)
  const { page } = await launch({ language: 'nb' })
  const violations = await watchPolicy(page)
  await tour(page, 'nb', async (stop) => {
    await preferScheme(page, 'dark')
    await preferScheme(page, 'light')
    expect(violations(), stop).toEqual([])
    expect.soft(await englishOn(page), stop).toEqual([])
  })
  await expect(page.locator('html')).toHaveAttribute('lang', 'nb')

  // What is watched does tell of a violation.
  await page.evaluate(() => {
    const style = document.createElement('style')
    style.textContent = 'body { outline: 1px solid red }'
    document.head.append(style)
  })
  await expect.poll(() => violations().join()).toContain('style-src')
})

test('the search for English does find it', async ({ launch }) => {
  const { page } = await launch({ language: 'en' })
  await startTraining(page)
  expect(await englishOn(page)).toContain('Merchant reference')
})

test('the language is chosen in the settings, takes effect at once, and stays', async ({ launch }) => {
  const first = await launch({ language: 'en' })
  await startTraining(first.page)
  await goTo(first.page, 'Settings')
  await first.page.getByLabel('Language', { exact: true }).selectOption('nb')
  await expect(first.page.getByRole('heading', { name: 'Innstillinger', level: 1 })).toBeVisible()
  await expect(first.page.locator('html')).toHaveAttribute('lang', 'nb')
  await expect(first.page).toHaveTitle('Training · Opplæring · Trekk')
  await first.close()
  const { page } = await launch({ language: 'en' })
  await expect(page.locator('html')).toHaveAttribute('lang', 'nb')
})

/** Every text and name on the page that is an English wording of ours and not a Norwegian one. */
async function englishOn(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found = new Set<string>()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      // Facts of the audit trail are codes, shown as they were written.
      const { currentNode } = walker
      if (!currentNode.parentElement?.closest('[translate="no"]'))
        found.add(currentNode.textContent?.trim() ?? '')
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      for (const name of ['aria-label', 'title', 'placeholder'])
        found.add(element.getAttribute(name)?.trim() ?? '')
    }
    found.add(document.title)
    return [...found].filter((text) => /\p{L}/u.test(text))
  })
  const foreign = patternsOf(english)
  const own = patternsOf(norwegian)
  return texts.filter(
    (text) => foreign.some((each) => each.test(text)) && !own.some((each) => each.test(text))
  )
}

/** Wordings as patterns: what is filled in may be anything. Those that are nothing but fill-ins say nothing. */
function patternsOf(words: ReadonlyMap<string, string>): RegExp[] {
  return [...words.values()]
    .filter((text) => /\p{L}{3}/u.test(text.replaceAll(/\{\{.*?\}\}/g, '')))
    .map(
      (text) =>
        new RegExp(
          `^${text
            .split(/\{\{.*?\}\}/)
            .map(escaped)
            .join('.+')}$`,
          'u'
        )
    )
}

const escaped = (text: string): string => text.trim().replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')
