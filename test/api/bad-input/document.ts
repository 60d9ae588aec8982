/** The part of JSON Schema 2020-12 that the document uses. */
export interface Schema {
  $ref?: string
  allOf?: Schema[]
  oneOf?: Schema[]
  anyOf?: Schema[]
  type?: string | string[]
  enum?: unknown[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  minItems?: number
  maxItems?: number
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  pattern?: string
  format?: string
}

interface Media {
  schema: Schema
  example?: unknown
  examples?: Record<string, { value: unknown }>
}

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  schema: Schema
}

export interface Operation {
  operationId: string
  security: Record<string, string[]>[]
  parameters?: Parameter[]
  requestBody?: { content: Record<string, Media> }
}

export interface OpenApi {
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Schema> }
}

/** One address and method, with what it takes. */
export interface Route {
  id: string
  method: string
  path: string
  who: 'operator' | 'merchant' | 'shopper' | 'page' | 'anybody'
  /** Whether a guest's token will do as well. */
  guests: boolean
  parameters: Parameter[]
  mediaType?: string
  body?: Schema
  examples: unknown[]
}

export function routesOf(document: OpenApi): Route[] {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => {
      const [mediaType, media] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
      const examples = Object.values(media?.examples ?? {}).map(({ value }) => value)
      return {
        ...{ id: operation.operationId, method: method.toUpperCase(), path, mediaType, body: media?.schema },
        who: whoMay(operation),
        guests: (operation.security ?? []).some(names => 'guestToken' in names),
        parameters: operation.parameters ?? [],
        examples: media?.example === undefined ? examples : [media.example, ...examples],
      }
    }),
  )
}

function whoMay({ security = [] }: Operation): Route['who'] {
  const names = security.flatMap(Object.keys)
  if (names.includes('adminKey')) return 'operator'
  if (names.includes('secretKey')) return 'merchant'
  if (names.includes('customerToken')) return 'shopper'
  return names.includes('publishableKey') ? 'page' : 'anybody'
}

/** Without references and `allOf`. */
export function resolve(document: OpenApi, schema: Schema): Schema {
  if (schema.$ref !== undefined) {
    const named = document.components.schemas[schema.$ref.replace('#/components/schemas/', '')]
    if (!named) throw new Error(`the document has no ${schema.$ref}`)
    return resolve(document, named)
  }
  if (!schema.allOf) return schema
  const { allOf, ...rest } = schema
  return Object.assign({}, ...allOf.map(part => resolve(document, part)), rest)
}

/** Whether a value of no parts is valid, so that what the document allows is never taken for bad. */
export function allows(schema: Schema, value: unknown): boolean {
  if (schema.enum) return schema.enum.includes(value)
  const types = [schema.type ?? []].flat()
  if (value === null) return types.includes('null')
  if (typeof value === 'boolean') return types.includes('boolean')
  if (typeof value === 'number') return types.some(type => isNumberOf(type, value)) && isWithin(schema, value)
  if (typeof value === 'string') return types.includes('string') && isTextOf(schema, value)
  return types.includes(Array.isArray(value) ? 'array' : 'object')
}

const isNumberOf = (type: string, value: number) =>
  type === 'number' || (type === 'integer' && Number.isInteger(value))

const isWithin = ({ minimum = -Infinity, maximum = Infinity }: Schema, value: number) =>
  Number.isFinite(value) && minimum <= value && value <= maximum

function isTextOf({ minLength = 0, maxLength = Infinity, pattern, format }: Schema, text: string): boolean {
  if (text.length < minLength || text.length > maxLength) return false
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(text)) return false
  return format === undefined || !Number.isNaN(Date.parse(text))
}
