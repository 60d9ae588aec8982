import type { CreatedMerchant, CreateMerchantInput } from '../contract'
import { type ConnectionOptions, transportOf } from './client'
import { createRequest } from './request'

export interface LaurelOperatorOptions extends ConnectionOptions {
  /** `LAUREL_ADMIN_KEY` of the installation. */
  adminKey: string
}

/** Laurel for whoever runs the installation. */
export function createLaurelOperator({ adminKey, ...options }: LaurelOperatorOptions) {
  const request = createRequest(transportOf(adminKey, options))
  return {
    merchants: {
      /**
       * Keys and identity secret come in this reply and never again.
       * @example
       * const { publishableKey, secretKey, identitySecret } = await operator.merchants.create({
       *   name: 'Laurel & Sons', currency: 'GBP', allowedOrigins: ['https://shop.example'],
       * })
       */
      create: (merchant: CreateMerchantInput) =>
        request<CreatedMerchant>({ method: 'POST', path: '/v1/merchants', body: merchant }),
    },
  }
}
