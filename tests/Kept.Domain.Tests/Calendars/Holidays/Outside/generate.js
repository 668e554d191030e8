// Writes date-holidays.json: the public holidays of 2015 to 2035 as the npm package date-holidays knows them, one line a
// set and year. Run it with "npm ci && npm run generate" in this folder when the package version changes.
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';

const require = createRequire(import.meta.url);
const Holidays = require('date-holidays');
const version = require('date-holidays/package.json').version;

const places = {
  'GB-ENG': ['GB', 'ENG'], 'GB-SCT': ['GB', 'SCT'], 'GB-WLS': ['GB', 'WLS'], 'GB-NIR': ['GB', 'NIR'],
  IE: ['IE'], DE: ['DE'], AT: ['AT'], HR: ['HR'], HU: ['HU'],
};
for (const state of Object.keys(new Holidays().getStates('DE'))) places[`DE-${state}`] = ['DE', state];
for (const state of Object.keys(new Holidays().getStates('AT'))) places[`AT-${state}`] = ['AT', state];

const sets = Object.keys(places).sort().map((code) => {
  const holidays = new Holidays(...places[code]);
  const years = [];
  for (let year = 2015; year <= 2035; year++) {
    const dates = holidays.getHolidays(year).filter((day) => day.type === 'public').map((day) => day.date.slice(0, 10));
    const unique = [...new Set(dates)].filter((date) => date.startsWith(`${year}`)).sort();
    years.push(`    "${year}": "${unique.map((date) => date.slice(5)).join(' ')}"`);
  }
  return `  "${code}": {\n${years.join(',\n')}\n  }`;
});
writeFileSync('date-holidays.json', `{\n  "version": "${version}",\n${sets.join(',\n')}\n}\n`);
