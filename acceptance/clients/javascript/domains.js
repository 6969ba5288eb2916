import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Errors } from '@scaleway/sdk-client'
import { api, ask, eventually } from './berth.js'
import { container } from './fixture.js'

test('a container answers under a domain until that is deleted', async () => {
  const { id: containerId } = await container('js-domains', { environmentVariables: { GREETING: 'By another name' } })
  const hostname = 'shop.js-domains.localhost'

  const { id: domainId } = await api.createDomain({ containerId, hostname })
  const ready = await api.waitForDomain({ domainId })
  assert.equal(ready.status, 'ready', ready.errorMessage)
  assert.equal(new URL(ready.url).hostname, hostname)
  await eventually(() => ask(hostname), ({ body }) => body === 'By another name')
  assert.deepEqual(await api.getDomain({ domainId }), ready)
  assert.deepEqual(await api.listDomains({ containerId }).all(), [ready])

  await assert.rejects(api.createDomain({ containerId, hostname }), Errors.AlreadyExistsError)

  assert.equal((await api.deleteDomain({ domainId })).status, 'deleting')
  await assert.rejects(
    eventually(() => api.getDomain({ domainId }), () => false),
    Errors.ResourceNotFoundError,
  )
})

test('a domain whose name leads elsewhere is refused in the words that clients look for', async () => {
  const { id: containerId } = await container('js-elsewhere')

  await assert.rejects(api.createDomain({ containerId, hostname: 'shop.example.invalid' }), error => {
    assert.ok(error instanceof Errors.ScalewayError)
    assert.match(error.rawMessage, /^could not validate domain/)
    return true
  })
})
