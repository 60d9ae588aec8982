/** As much of a name as a friend's friend is told. */
export const firstName = (name: string | null): string | null => name?.trim().split(/\s+/)[0] || null
