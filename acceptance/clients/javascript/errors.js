import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Errors } from '@scaleway/sdk-client'
import { api, apiWith } from './berth.js'
import { namespace } from './fixture.js'

const nobodys = 'a1b2c3d4-0000-4000-8000-000000000000'

/** What a call is refused with, as that type of error. */
const refusal = async (call, type) => {
  const error = await call.then(() => undefined, caught => caught)
  assert.ok(error instanceof type, `${error?.stack ?? 'no error'}`)
  return error
}

test('what is not there is a ResourceNotFoundError', async () => {
  const asked = {
    namespace: () => api.getNamespace({ namespaceId: nobodys }),
    container: () => api.updateContainer({ containerId: nobodys }),
    domain: () => api.deleteDomain({ domainId: nobodys }),
    token: () => api.getToken({ tokenId: nobodys }),
    trigger: () => api.getTrigger({ triggerId: nobodys }),
  }
  for (const [resource, call] of Object.entries(asked)) {
    const error = await refusal(call(), Errors.ResourceNotFoundError)
    assert.deepEqual([error.status, error.resource, error.resourceId], [404, resource, nobodys])
  }
})

test('what cannot be is an InvalidArgumentsError, which names every argument', async () => {
  const { id: namespaceId } = await namespace('js-errors')
  const call = api.createContainer({ namespaceId, name: 'Not A Name', maxScale: 1000, registryImage: 'nginx' })

  const { status, details } = await refusal(call, Errors.InvalidArgumentsError)

  assert.equal(status, 400)
  assert.deepEqual(details.map(({ argumentName }) => argumentName).sort(), ['max_scale', 'name'])
  for (const { helpMessage } of details) assert.ok(helpMessage.length > 0)
})

test('a name that is taken is an AlreadyExistsError', async () => {
  const { id, name } = await namespace('js-taken')

  const error = await refusal(api.createNamespace({ name }), Errors.AlreadyExistsError)

  assert.deepEqual([error.status, error.resource, error.resourceId], [409, 'namespace', id])
})

test('a key that nobody has is a DeniedAuthenticationError', async () => {
  const stranger = apiWith({ secretKey: nobodys })

  const error = await refusal(stranger.listNamespaces(), Errors.DeniedAuthenticationError)

  assert.deepEqual([error.status, error.method, error.reason], [401, 'api_key', 'not_found'])
})

test("somebody else's project is a PermissionsDeniedError", async () => {
  const call = api.createNamespace({ name: 'elsewhere', projectId: nobodys })

  const { status, list } = await refusal(call, Errors.PermissionsDeniedError)

  assert.equal(status, 403)
  assert.deepEqual(list, [{ action: 'write', resource: 'namespaces' }])
})
