import http from 'node:http'

const { SCW_API_URL: api, SCW_DEFAULT_REGION: region, SCW_SECRET_KEY: key } = process.env
const containers = `${api}/containers/v1beta1/regions/${region}`

/** What the framework finds in its environment. */
export const env = {
  SCW_CONTAINER_URL: containers,
  NODE_EXTRA_CA_CERTS: process.env.BERTH_CA_FILE,
  NODE_OPTIONS: `--require=${process.cwd()}/localhost.cjs`,
  SLS_TELEMETRY_DISABLED: '1',
  SLS_NOTIFICATIONS_MODE: 'off',
}

/** All of a kind. */
export const list = async (kind, filter) => {
  const answer = await fetch(`${containers}/${kind}?${filter}`, { headers: { 'x-auth-token': key } })
  const body = await answer.json()
  if (!answer.ok) throw new Error(JSON.stringify(body))
  return body[kind]
}

/** What a container answers; its name is sent to the gateway as it is, as not every machine resolves it. */
export const ask = host =>
  new Promise((resolve, reject) => {
    http.get({ host: '127.0.0.1', port: process.env.BERTH_GATEWAY_PORT, headers: { host } }, answer =>
      answer.toArray().then(chunks => resolve(Buffer.concat(chunks).toString().trim()), reject)).on('error', reject)
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
