/** Dintero's names of ways to pay and of gateways are small words, the last part says which: `vipps`, `payex.swish`. */
export function dinteroName(name: string): string {
  const last = name.split('.').at(-1) ?? name
  return last.charAt(0).toUpperCase() + last.slice(1)
}
