// Whole French payslips by publicodes, one core: seven figures for a salary each, a fresh situation
// a payslip. Prints `payslips COUNT nanoseconds SPENT` of the time without reading the rules.
import rules from 'modele-social'
import Engine from 'publicodes'

const figures = [
  'salarié . contrat . salaire brut',
  'salarié . rémunération . net . à payer avant impôt',
  'salarié . rémunération . net . payé après impôt',
  'salarié . cotisations . salarié',
  'salarié . cotisations . employeur',
  'salarié . coût total employeur',
  'impôt . montant'
]
const [grossPay, netBeforeTax, netPay, ofEmployee, ofEmployer, employerCost] = figures.keys()

const fail = (text) => { throw new Error(text) }
const engine = new Engine(rules, { logger: { log() {}, warn() {}, error: fail } })

function payslip(salary) {
  engine.setSituation({ 'salarié . contrat . salaire brut': `${salary} €/mois` })
  return figures.map((figure) => engine.evaluate(figure).nodeValue)
}

// What is measured must be payslips: each figure a number, and they hang together.
function check(salary, amounts) {
  const close = (left, right) => Math.abs(left - right) < 0.02
  const sound =
    amounts.every(Number.isFinite) &&
    close(amounts[grossPay], salary) &&
    close(amounts[netBeforeTax] + amounts[ofEmployee], salary) &&
    amounts[netPay] <= amounts[netBeforeTax] &&
    amounts[employerCost] > salary && amounts[ofEmployer] > 0
  if (!sound) fail(`no payslip: ${salary} gives ${amounts}`)
}

// A salary of its own each, so that nothing of the payslip before can be used again.
const salaryOf = (row) => 1900 + row * 37

const warmUp = 10
const budget = 5_000_000_000n
for (let row = 0; row < warmUp; ++row) check(salaryOf(row), payslip(salaryOf(row)))

let count = 0
const begin = process.hrtime.bigint()
let spent = 0n
for (; spent < budget; spent = process.hrtime.bigint() - begin) {
  const salary = salaryOf(warmUp + count)
  check(salary, payslip(salary))
  ++count
}
console.log(`payslips ${count} nanoseconds ${spent}`)
