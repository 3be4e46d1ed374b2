// The page script of the simulated portal: routes, and a download in the way that the cell asks for.
// It knows nothing of any extension and must work the same with and without one.
const { host, cell, locations, inline } = JSON.parse(document.getElementById('page-data').textContent);
const route = '/main/preferences/paymentsandbilling/appsandbooks';

if (cell.shell === 'path' && location.pathname !== route)
  history.replaceState(null, '', route + location.search);
else if (cell.shell === 'hash' && !location.hash) history.replaceState(null, '', `#${route}`);

const query = (row) => {
  const { key } = locations[row];
  return new URLSearchParams({ file: cell.file, ...(key === undefined ? {} : { location: key }) });
};
const fileUrl = (row) => `https://ws.${host}/mdm/content-token?${query(row)}`;
const fileNames = { p7m: 'Server_Token_smime.p7m', pem: 'api_account.pem', csv: 'devices.csv' };
const fileName = (row) => fileNames[cell.file] ?? `sToken_for_${locations[row].name}.vpptoken`;

function save(content, name) {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content]));
  saveLink(url, name);
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}

function saveLink(href, name) {
  const link = document.createElement('a');
  link.href = href;
  link.download = name;
  link.click();
}

function request(row, responseType, more = '') {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', fileUrl(row) + more);
    xhr.withCredentials = true;
    xhr.responseType = responseType;
    xhr.onload = () => resolve(xhr.response);
    xhr.onerror = () => reject(new Error('network'));
    xhr.send();
  });
}

const load = (row) => fetch(fileUrl(row), { credentials: 'include' });
const base64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

async function loadGraphql(row) {
  const operationName = 'GetContentToken';
  const response = await fetch(
    `https://ws.${host}/mdm/api/graphql/v2?operation=${operationName}&file=${cell.file}`,
    {
      method: 'POST',
      credentials: 'include',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ operationName, variables: { location: locations[row].key } }),
    },
  );
  return (await response.json()).data.organization.contentToken;
}

const ways = {
  fetch: async (row) => save(await (await load(row)).text(), fileName(row)),
  'fetch-blob': async (row) => save(await (await load(row)).blob(), fileName(row)),
  'fetch-buffer': async (row) => save(await (await load(row)).arrayBuffer(), fileName(row)),
  xhr: async (row) => save(await request(row, ''), fileName(row)),
  'xhr-blob': async (row) => save(await request(row, 'blob'), fileName(row)),
  'xhr-buffer': async (row) => save(await request(row, 'arraybuffer'), fileName(row)),
  'xhr-json': async (row) => save((await request(row, 'json', '&as=json')).file[0].content, fileName(row)),
  graphql: async (row) => {
    const { content, fileName: name } = await loadGraphql(row);
    save(content, name);
  },
  data: async () => {},
  'data-click': async (row) =>
    saveLink(`data:application/octet-stream;charset=utf-8,${encodeURIComponent(inline[row])}`, fileName(row)),
  attachment: async (row) => location.assign(`/mdm/content-token?${query(row)}`),
};

for (const button of document.querySelectorAll('[data-row]')) {
  const row = Number(button.dataset.row);
  if (cell.delivery === 'data') {
    const link = document.createElement('a');
    link.href = `data:application/octet-stream;base64,${base64(inline[row])}`;
    link.download = fileName(row);
    link.dataset.row = button.dataset.row;
    link.textContent = button.textContent;
    button.replaceWith(link);
  } else {
    button.addEventListener('click', async () => {
      button.disabled = true;
      try {
        await ways[cell.delivery](row);
        document.documentElement.dataset.delivered = 'yes';
      } catch (error) {
        document.documentElement.dataset.delivered = `failed: ${error}`;
      }
      button.disabled = false;
    });
  }
}
