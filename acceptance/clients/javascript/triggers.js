import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Errors } from '@scaleway/sdk-client'
import { api, eventually } from './berth.js'
import { container } from './fixture.js'

const mnq = { mnqProjectId: process.env.SCW_DEFAULT_PROJECT_ID, mnqRegion: process.env.SCW_DEFAULT_REGION }

test('triggers of each source are made, found, changed and deleted', async () => {
  const { id: containerId, namespaceId } = await container('js-triggers')

  const made = [
    await api.createTrigger({ containerId, name: 'managed-queue', scwSqsConfig: { queue: 'orders', ...mnq } }),
    await api.createTrigger({
      containerId,
      name: 'managed-subject',
      scwNatsConfig: { subject: 'orders.new', mnqNatsAccountId: 'A'.repeat(56), ...mnq },
    }),
    await api.createTrigger({
      containerId,
      name: 'own-queue',
      sqsConfig: { endpoint: 'http://127.0.0.1:1', queueUrl: 'http://127.0.0.1:1/orders', accessKey: 'key', secretKey: 'hush' },
    }),
  ]
  assert.deepEqual(made.map(({ inputType }) => inputType), ['scw_sqs', 'scw_nats', 'sqs'])
  for (const { id: triggerId } of made) {
    assert.equal((await api.waitForTrigger({ triggerId })).status, 'ready')
  }
  const [queue, , own] = await api.listTriggers({ containerId }).all()
  assert.deepEqual(await api.listTriggers({ namespaceId, orderBy: 'created_at_asc' }).all(), await api.listTriggers({ containerId }).all())
  assert.deepEqual(await api.getTrigger({ triggerId: queue.id }), queue)
  assert.equal(queue.scwSqsConfig.queue, 'orders')
  assert.equal(own.sqsConfig.queueUrl, 'http://127.0.0.1:1/orders')
  assert.doesNotMatch(JSON.stringify(own), /hush/)

  const triggerId = own.id
  await api.updateTrigger({ triggerId, name: 'renamed', sqsConfig: { accessKey: 'other', secretKey: 'hush' } })
  const changed = await api.waitForTrigger({ triggerId })
  assert.equal(changed.name, 'renamed')
  assert.equal(changed.sqsConfig.accessKey, 'other')

  assert.equal((await api.deleteTrigger({ triggerId })).status, 'deleting')
  await assert.rejects(
    eventually(() => api.getTrigger({ triggerId }), () => false),
    Errors.ResourceNotFoundError,
  )
})
