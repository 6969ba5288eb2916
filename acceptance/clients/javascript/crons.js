import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Errors } from '@scaleway/sdk-client'
import { api, eventually } from './berth.js'
import { container } from './fixture.js'

test('a cron is made, found, changed and deleted', async () => {
  const { id: containerId } = await container('js-crons')

  const { id: cronId } = await api.createCron({ containerId, schedule: '0 4 * * MON', args: { nested: { list: [1, 'two'] } } })
  const ready = await api.waitForCron({ cronId })
  assert.equal(ready.status, 'ready')
  assert.equal(ready.name, `cron-${cronId}`)
  assert.deepEqual(ready.args, { nested: { list: [1, 'two'] } })
  assert.deepEqual(await api.getCron({ cronId }), ready)
  assert.deepEqual(await api.listCrons({ containerId }).all(), [ready])

  await api.updateCron({ cronId, schedule: '*/5 * * * *', name: 'often' })
  const changed = await api.waitForCron({ cronId })
  assert.equal(changed.schedule, '*/5 * * * *')
  assert.equal(changed.name, 'often')
  assert.deepEqual(changed.args, ready.args)

  assert.equal((await api.deleteCron({ cronId })).status, 'deleting')
  await assert.rejects(
    eventually(() => api.getCron({ cronId }), () => false),
    Errors.ResourceNotFoundError,
  )
})
