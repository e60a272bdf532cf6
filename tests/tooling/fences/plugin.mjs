// The table of fences as a rule of the linter.
import { relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { judgeGlobal, judgeImport, judgeProperty } from './judge.mjs'

const globalObjects = new Set(['globalThis', 'window', 'self', 'global'])
const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Every way to bring another module in: statically, by re-export, at run time, and as a type. */
const imports = {
  meta: { type: 'problem' },
  create(context) {
    const file = fileOf(context)
    const hold = (node, source, names, typesOnly) => {
      if (source?.type !== 'Literal' || typeof source.value !== 'string') return
      const why = judgeImport(file, { from: source.value, names, typesOnly })
      if (why !== null) context.report({ node, message: `'${source.value}' import is restricted. ${why}` })
    }
    const holdNamed = (node, kind, nameIn) =>
      hold(node, node.source, node.specifiers.map(nameIn), isTypeOnly(kind, node.specifiers))
    return {
      ImportDeclaration: (node) => holdNamed(node, node.importKind, importedName),
      ExportNamedDeclaration: (node) => holdNamed(node, node.exportKind, exportedName),
      ExportAllDeclaration: (node) => hold(node, node.source, ['*'], node.exportKind === 'type'),
      ImportExpression: (node) => hold(node, node.source, ['*'], false),
      TSImportType: (node) => hold(node, node.source, [], true),
      TSImportEqualsDeclaration: (node) =>
        hold(node, node.moduleReference.expression, ['*'], node.importKind === 'type')
    }
  }
}

/** Globals and properties that have a home, however they are reached. */
const uses = {
  meta: { type: 'problem' },
  create(context) {
    const file = fileOf(context)
    const hold = (node, object, property) => {
      const objectName = object?.type === 'Identifier' ? object.name : ''
      const name = nameOf(property)
      const judged = globalObjects.has(objectName) ? judgeGlobal(file, name) : null
      const why = judged ?? judgeProperty(file, objectName, name)
      if (why !== null) context.report({ node, message: `'${name}' is restricted. ${why}` })
    }
    return {
      MemberExpression: (node) => {
        if (!node.computed || node.property.type === 'Literal') hold(node, node.object, node.property)
      },
      VariableDeclarator: ({ id, init }) => {
        if (id.type !== 'ObjectPattern') return
        for (const property of id.properties)
          if (property.type === 'Property') hold(property, init, property.key)
      },
      'Program:exit': () => {
        for (const { identifier } of context.sourceCode.scopeManager.globalScope.through) {
          const why = identifier.parent.type === 'TSTypeQuery' ? null : judgeGlobal(file, identifier.name)
          if (why !== null) {
            context.report({ node: identifier, message: `'${identifier.name}' is restricted. ${why}` })
          }
        }
      }
    }
  }
}

function fileOf(context) {
  return relative(root, context.physicalFilename).split(sep).join('/')
}

/** A private `#name` is its class's own matter. */
function nameOf(property) {
  if (property.type === 'Identifier') return property.name
  return property.type === 'Literal' ? String(property.value) : ''
}

function importedName(specifier) {
  if (specifier.type === 'ImportNamespaceSpecifier') return '*'
  if (specifier.type === 'ImportDefaultSpecifier') return 'default'
  return specifier.imported.name ?? specifier.imported.value
}

function exportedName(specifier) {
  return specifier.local.name ?? specifier.local.value
}

function isTypeOnly(kind, specifiers) {
  const inline = specifiers.map(({ importKind, exportKind }) => importKind ?? exportKind)
  return kind === 'type' || (inline.length > 0 && inline.every((each) => each === 'type'))
}

export default { meta: { name: 'fences' }, rules: { imports, uses } }
