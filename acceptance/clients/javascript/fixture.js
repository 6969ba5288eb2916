import { after } from 'node:test'
import { api, image } from './berth.js'

const groups = []

after(async () => {
  for (const namespaceId of groups) await api.deleteNamespace({ namespaceId })
})

/** A namespace that is ready, and is deleted in the end with all that is in it. */
export const namespace = async name => {
  const { id: namespaceId } = await api.createNamespace({ name })
  groups.push(namespaceId)
  return api.waitForNamespace({ namespaceId })
}

/** A container alone in a namespace of the same name, ready. */
export const container = async (name, settings = {}) => {
  const { id: namespaceId } = await namespace(name)
  const { id: containerId } = await api.createContainer({ namespaceId, name, registryImage: image, ...settings })
  return api.waitForContainer({ containerId })
}
