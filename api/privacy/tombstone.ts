import { eq } from 'drizzle-orm'
import { customers } from '../customers/table'
import type { Db, Statement } from '../store/store'

/** What is left of a profile. It goes before the journal, which lets a line forget its reason only after this. */
export function tombstones(db: Db, people: { id: string }[], at: number): Statement[] {
  return people.map(({ id }) =>
    db
      .update(customers)
      .set({
        ...{ externalId: `erased:${id}`, email: null, name: null, birthday: null, locale: null },
        ...{ timeZone: null, slug: null, segments: [], erasedAt: at, returnedAt: null },
      })
      .where(eq(customers.id, id)),
  )
}
