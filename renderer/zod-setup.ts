import { z } from 'zod'

// zod otherwise compiles its parsers with `new Function`, which the content security policy refuses.
// Evaluated before any module that builds a schema: see main.ts.
z.config({ jitless: true })
