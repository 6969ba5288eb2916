const called = new Set()

/** The same API; `untried` knows which of its methods were called. */
export const noted = api =>
  new Proxy(api, {
    get: (target, name) => {
      if (typeof target[name] === 'function') called.add(name)
      return target[name]
    },
  })

/** Methods of the API that nobody called. */
export const untried = api =>
  Object.keys(api)
    .filter(name => typeof api[name] === 'function')
    .filter(name => !called.has(name))
