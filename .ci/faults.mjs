// `npm run faults`: every fault in its long form. What follows goes to vitest: `npm run faults -- killed`.
process.env.LAUREL_FAULTS = 'long'
process.argv.splice(2, 0, 'faults', '--')
await import('./test.mjs')
