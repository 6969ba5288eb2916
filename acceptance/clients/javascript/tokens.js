import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Errors } from '@scaleway/sdk-client'
import { api, ask, eventually } from './berth.js'
import { container } from './fixture.js'

test('a private container answers who has a token, until that is deleted', async () => {
  const { id: containerId, namespaceId, domainName } = await container('js-tokens', { privacy: 'private' })
  const answers = token => ask(domainName, '/', { 'x-auth-token': token })
  assert.equal((await ask(domainName)).status, 403)

  const made = await api.createToken({ containerId, description: 'for a test', expiresAt: new Date('2100-01-01T00:00:00Z') })
  assert.equal(made.containerId, containerId)
  assert.equal(made.expiresAt.toISOString(), '2100-01-01T00:00:00.000Z')
  const tokenId = made.id
  const ready = await api.waitForToken({ tokenId })
  assert.equal(ready.status, 'ready')
  assert.notEqual(ready.token, made.token)
  await eventually(() => answers(made.token), ({ status }) => status === 200)
  assert.deepEqual(await api.getToken({ tokenId }), ready)
  assert.deepEqual(await api.listTokens({ containerId }).all(), [ready])

  const shared = await api.createToken({ namespaceId })
  await eventually(() => answers(shared.token), ({ status }) => status === 200)

  await api.deleteToken({ tokenId })
  await eventually(() => answers(made.token), ({ status }) => status === 403)
  await assert.rejects(
    eventually(() => api.getToken({ tokenId }), () => false),
    Errors.ResourceNotFoundError,
  )
})
