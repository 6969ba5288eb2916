import http from 'node:http'
import { createClient } from '@scaleway/sdk-client'
import { Containerv1beta1 } from '@scaleway/sdk-container'
import { noted } from './noted.js'

const { env } = process

const settings = {
  apiURL: env.SCW_API_URL,
  accessKey: env.SCW_ACCESS_KEY,
  secretKey: env.SCW_SECRET_KEY,
  defaultProjectId: env.SCW_DEFAULT_PROJECT_ID,
  defaultOrganizationId: env.SCW_DEFAULT_ORGANIZATION_ID,
  defaultRegion: env.SCW_DEFAULT_REGION,
}

/** An image whose `/` answers the variable GREETING, and `/log?text=` writes a line. */
export const image = env.BERTH_SAMPLE_IMAGE

export const api = noted(new Containerv1beta1.API(createClient(settings)))

/** The API as somebody else asks it. */
export const apiWith = other => new Containerv1beta1.API(createClient({ ...settings, ...other }))

/** What a container answers; its name is sent to the gateway as it is, as not every machine resolves it. */
export const ask = (host, path = '/', headers = {}) =>
  new Promise((resolve, reject) => {
    const address = { host: '127.0.0.1', port: env.BERTH_GATEWAY_PORT, path, headers: { ...headers, host } }
    http.get(address, answer => answer.toArray().then(
      chunks => resolve({ status: answer.statusCode, body: Buffer.concat(chunks).toString().trim() }), reject)).on('error', reject)
  })

/** Asks again until the answer is as expected, for as long as a slow machine may take. */
export const eventually = async (question, expected, patience = 120_000) => {
  const deadline = Date.now() + patience
  for (;;) {
    const answer = await question()
    if (expected(answer)) return answer
    if (Date.now() > deadline) throw new Error(`still ${JSON.stringify(answer)} after ${patience} ms`)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}
