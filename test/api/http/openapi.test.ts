import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import * as contract from '../../../sdk/contract'
import { openTestApp, type TestApp } from '../app'

interface Document {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, { example?: unknown }> }
}

interface Operation {
  operationId: string
  summary?: string
  requestBody?: { content: Record<string, { schema: { $ref?: string } }> }
}

let test: TestApp
let document: Document
beforeAll(async () => {
  test = await openTestApp()
  document = (await test.request<Document>('GET', '/openapi.json')).body
})
afterAll(() => test.close())

const operations = () => Object.values(document.paths).flatMap(methods => Object.values(methods))

/** Names of the schemas that request bodies have. */
const bodies = () =>
  operations().flatMap(({ requestBody }) =>
    Object.values(requestBody?.content ?? {}).map(({ schema }) => schema.$ref?.split('/').at(-1) ?? 'inline'),
  )

describe('the OpenAPI document', () => {
  it('is one of version 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document) as never)
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
    expect(document.openapi).toBe('3.1.0')
  })

  it('gives every operation a name of its own and a summary', () => {
    const names = operations().map(({ operationId }) => operationId)
    expect(new Set(names).size).toBe(names.length)
    expect(operations().filter(({ summary }) => !summary)).toEqual([])
  })

  it('has an example of every body', () => {
    expect(bodies().length).toBeGreaterThan(20)
    const without = bodies().filter(name => document.components.schemas[name]?.example === undefined)
    expect(without).toEqual([])
  })
})

const schemas = Object.entries<unknown>(contract).flatMap(([name, schema]) =>
  schema instanceof z.ZodType ? [{ name, schema }] : [],
)
const exampled = schemas
  .map(({ name, schema }) => ({ name, schema, example: schema.meta()?.example }))
  .filter(({ example }) => example !== undefined)

it.each(exampled)('the example of $name is a valid one', ({ schema, example }) => {
  expect(schema.safeParse(example).error?.issues).toBeUndefined()
})
