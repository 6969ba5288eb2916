import assert from 'node:assert/strict'
import { test } from 'node:test'
import { api } from './berth.js'
import { container } from './fixture.js'

test('pages add up to the whole list, in both directions', async () => {
  const { id: containerId } = await container('js-pages')
  const schedules = ['1 * * * *', '2 * * * *', '3 * * * *', '4 * * * *', '5 * * * *']
  for (const schedule of schedules) await api.createCron({ containerId, schedule })
  const request = { containerId, pageSize: 2 }

  const first = await api.listCrons(request)
  assert.equal(first.crons.length, 2)
  assert.equal(first.totalCount, 5)
  assert.deepEqual((await api.listCrons(request).all()).map(cron => cron.schedule), schedules)
  const backwards = await api.listCrons({ ...request, orderBy: 'created_at_desc' }).all()
  assert.deepEqual(backwards.map(cron => cron.schedule), schedules.toReversed())

  const iterated = []
  for await (const page of api.listCrons(request)) iterated.push(page.length)
  assert.deepEqual(iterated, [2, 2, 1])
  assert.deepEqual((await api.listCrons({ ...request, page: 4 })).crons, [])
})
