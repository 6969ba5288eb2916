import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { commandsOfThePlugin, commandsTried, serverless } from './serverless.js'
import { ask, eventually, list } from './berth.js'
import { engineWithoutHub } from './engine.js'

const engine = await engineWithoutHub()
after(() => engine.close())

const deploy = (greeting, secret = 'unseen') => serverless('deploy', [], { GREETING: greeting, SECRET: secret })
const only = async (kind, filter) => {
  const found = await list(kind, filter)
  assert.equal(found.length, 1, `${kind}: ${JSON.stringify(found)}`)
  return found[0]
}
const shop = () => only('namespaces', 'name=sls-shop')
const container = async () => only('containers', `namespace_id=${(await shop()).id}`)

test('a service is deployed, and its container is invoked over HTTPS', async () => {
  const said = await deploy('Hello, Serverless')

  const { domain_name: host } = await eventually(container, ({ status }) => status === 'ready')
  assert.ok(said.includes(`Container hello has been deployed to: https://${host}`), said)
  const invoked = await serverless('invoke', ['--function', 'hello'])
  assert.ok(invoked.includes('"Hello, Serverless'), invoked)
})

test('what it is triggered by is there once, however often it is deployed', async () => {
  const before = await container()

  await deploy('Good day', 'changed')

  const { id, domain_name: host, secret_environment_variables: secrets } = await container()
  assert.equal(id, before.id)
  assert.notDeepEqual(secrets, before.secret_environment_variables)
  await eventually(() => ask(host), body => body === 'Good day')
  // the plugin waits neither for the end of the old ones nor for the new ones
  const crons = await eventually(() => list('crons', `container_id=${id}`), ({ length }) => length === 1)
  assert.deepEqual(crons[0].args, { nightly: true })
  const triggers = await eventually(() => list('triggers', `container_id=${id}`), ({ length }) => length === 1)
  assert.equal(triggers[0].scw_sqs_config.queue, 'orders')
})

test('its container answers under its domain', async () => {
  await eventually(() => ask('shop.sls.localhost'), body => body === 'Good day')
})

test('it is told of, with its log, and a token for it is issued', async () => {
  const told = await serverless('info')
  assert.match(told, /name: hello[\s\S]*status: ready/)
  assert.match(await serverless('logs', ['--function', 'hello']), /listening on port 9000/)
  assert.match(await serverless('jwt'), /token \(valid until .*\):\s+eyJ/)
})

test('it is removed, with all that was in it', async () => {
  const { id } = await container()

  assert.match(await serverless('remove'), /Namespace has been deleted successfully/)

  assert.deepEqual(await list('namespaces', 'name=sls-shop'), [])
  assert.deepEqual(await list('domains', `container_id=${id}`), [])
})

test('no command of the plugin was left untried', () => {
  assert.deepEqual(commandsTried(), commandsOfThePlugin())
})
