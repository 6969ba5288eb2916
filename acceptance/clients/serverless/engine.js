import http from 'node:http'
import { rmSync } from 'node:fs'
import { env } from './berth.js'

/**
 * An engine that knows one thing: every password is right. The plugin has its engine sign in, even where no image is
 * built, and an engine asks Docker Hub about that, which is not everywhere to be reached.
 */
export const engineWithoutHub = async () => {
  const socket = 'engine.sock'
  rmSync(socket, { force: true })
  const engine = http.createServer((request, answer) => {
    answer.statusCode = request.method === 'POST' && request.url === '/auth' ? 200 : 501
    answer.setHeader('content-type', 'application/json').end('{"Status": "Login Succeeded"}')
  })
  await new Promise(resolve => engine.listen(socket, resolve))
  env.DOCKER_HOST = `unix://${process.cwd()}/${socket}`
  return engine
}
