import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { promisify } from 'node:util'
import { env as berth } from './berth.js'

const tried = new Set()

/** What the framework prints for a command, as a user would give it in the folder of the service. */
export const serverless = async (command, options = [], variables = {}) => {
  tried.add(command)
  const env = { ...process.env, GREETING: '', SECRET: '', ...berth, ...variables }
  const { stdout, stderr } = await promisify(execFile)('node_modules/.bin/serverless', [command, ...options], { env })
    .catch(failed => { throw new Error(`serverless ${command}: ${failed.stdout}${failed.stderr}`) })
  return stdout + stderr
}

export const commandsTried = () => [...tried].sort()

/** Each has a folder of its own in the plugin. */
export const commandsOfThePlugin = () => {
  const plugin = 'node_modules/serverless-scaleway-functions'
  const isCommand = folder => readdirSync(`${plugin}/${folder}`).some(file => /^scaleway(?!Provider).*\.js$/.test(file))
  return readdirSync(plugin, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .filter(isCommand)
    .sort()
}
