import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Errors } from '@scaleway/sdk-client'
import { api, ask, eventually, image } from './berth.js'
import { namespace } from './fixture.js'

test('a container is made, called, changed, deployed again and deleted', async () => {
  const { id: namespaceId } = await namespace('js-containers')
  const made = await api.createContainer({
    namespaceId,
    name: 'hello',
    description: 'from JavaScript',
    registryImage: image,
    environmentVariables: { GREETING: 'Hello, JavaScript' },
    secretEnvironmentVariables: [{ key: 'PASSWORD', value: 'unseen' }],
    minScale: 1,
    maxScale: 2,
    memoryLimit: 256,
    cpuLimit: 140,
    timeout: '30s',
    privacy: 'public',
    protocol: 'http1',
    port: 9000,
    httpOption: 'enabled',
    sandbox: 'v1',
    localStorageLimit: 1000,
    scalingOption: { concurrentRequestsThreshold: 10 },
    healthCheck: { http: { path: '/health' }, failureThreshold: 5, interval: '5s' },
    tags: ['b', 'a'],
    command: [],
    args: [],
  })
  const containerId = made.id
  assert.equal(made.status, 'pending')

  const ready = await api.waitForContainer({ containerId })
  assert.equal(ready.status, 'ready', ready.errorMessage)
  assert.ok(ready.readyAt instanceof Date)
  assert.equal(ready.timeout, '30s')
  assert.deepEqual(ready.scalingOption, { concurrentRequestsThreshold: 10, cpuUsageThreshold: undefined, memoryUsageThreshold: undefined })
  assert.equal(ready.maxConcurrency, 10)
  assert.deepEqual(ready.healthCheck.http, { path: '/health' })
  assert.equal((await ask(ready.domainName)).body, 'Hello, JavaScript')
  assert.deepEqual(await api.getContainer({ containerId }), ready)
  assert.deepEqual(await api.listContainers({ namespaceId }).all(), [ready])

  const changing = await api.updateContainer({
    containerId,
    environmentVariables: { GREETING: 'Good day' },
    healthCheck: { tcp: {}, failureThreshold: 5, interval: '5s' },
  })
  assert.equal(changing.status, 'pending')
  const changed = await api.waitForContainer({ containerId })
  assert.equal(changed.status, 'ready', changed.errorMessage)
  assert.equal(changed.healthCheck.http, undefined)
  assert.deepEqual(changed.secretEnvironmentVariables, ready.secretEnvironmentVariables)
  await eventually(() => ask(ready.domainName), ({ body }) => body === 'Good day')

  assert.equal((await api.deployContainer({ containerId })).status, 'pending')
  assert.equal((await api.waitForContainer({ containerId })).status, 'ready')

  assert.equal((await api.deleteContainer({ containerId })).status, 'deleting')
  await assert.rejects(
    eventually(() => api.getContainer({ containerId }), () => false),
    Errors.ResourceNotFoundError,
  )
})

test('a container whose image is not there says so, and is what a waiter stops at', async () => {
  const { id: namespaceId } = await namespace('js-no-image')
  const { id: containerId } = await api.createContainer({ namespaceId, name: 'nothing', registryImage: 'localhost:1/no/image' })

  const failed = await api.waitForContainer({ containerId })

  assert.equal(failed.status, 'error')
  assert.match(failed.errorMessage, /image/i)
})
