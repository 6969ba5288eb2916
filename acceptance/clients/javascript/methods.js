import assert from 'node:assert/strict'
import { test } from 'node:test'
import { api } from './berth.js'
import { untried } from './noted.js'

test('no method of the API was left untried', () => {
  // the pages behind each list: not for users, and fetched by every list
  const inner = name => name.startsWith('pageOf')

  assert.deepEqual(untried(api).filter(name => !inner(name)), [])
})
