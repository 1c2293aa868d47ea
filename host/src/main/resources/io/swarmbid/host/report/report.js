'use strict';
(function () {
  const digits = (v) => v === 0 ? '0' : Math.abs(v) >= 1000
    ? Math.round(v).toLocaleString('en-US').replace('-', '\u2212')
    : String(Number(v.toPrecision(4))).includes('e')
      ? v.toFixed(9).replace(/0+$/, '') : String(Number(v.toPrecision(4))).replace('-', '\u2212');

  // Values under the pointer, read back from the steps of the paths.
  function steps(path) {
    const out = [];
    let x = 0, y = 0;
    for (const m of path.getAttribute('d').matchAll(/([MhvHVZ])(-?\d+)?(?: (-?\d+))?/g)) {
      const a = Number(m[2]);
      if (m[1] === 'M') { x = a; y = Number(m[3]); out.push([x, y]); }
      else if (m[1] === 'h') { x += a; }
      else if (m[1] === 'v') { y += a; out.push([x, y]); }
      else if (m[1] === 'H') { out.end = a; }
    }
    return out;
  }
  function at(list, x) {
    if (!list.length || x < list[0][0] || x > list.end) { return null; }
    let lo = 0, hi = list.length - 1;
    while (lo < hi) { const mid = (lo + hi + 1) >> 1; if (list[mid][0] <= x) { lo = mid; } else { hi = mid - 1; } }
    return list[lo][1];
  }
  for (const svg of document.querySelectorAll('figure.plot svg')) {
    let tracks = null, tip = null;
    const cursor = svg.querySelector('.cursor');
    const top = Number(svg.dataset.top), height = Number(svg.dataset.height), width = Number(svg.dataset.width);
    const bottom = Number(svg.dataset.bottom);
    const value = (y) => bottom > 0 ? bottom * Math.pow(top / bottom, (height - y) / height) : (height - y) / height * top;
    const left = 64;
    svg.addEventListener('pointermove', (e) => {
      if (!tracks) {
        const paths = [...svg.querySelectorAll('.data path')];
        tracks = paths.filter((p) => p.classList.contains('line')).concat(paths.filter((p) => p.classList.contains('area')))
          .map((p) => ({ label: p.dataset.label, area: p.classList.contains('area'), list: steps(p) }));
        tip = document.createElement('div');
        tip.className = 'tip';
        svg.parentNode.appendChild(tip);
      }
      const box = svg.getBoundingClientRect();
      const scale = box.width / svg.viewBox.baseVal.width;
      const x = (e.clientX - box.left) / scale - left;
      if (x < 0 || x * 10 > width) { hide(); return; }
      const rows = [(x * 10 / width * Number(svg.dataset.span)).toPrecision(4) + ' ' + svg.dataset.time];
      tracks.forEach((t, i) => {
        const y = at(t.list, x * 10);
        if (y === null) { return; }
        let v = value(y);
        if (t.area && tracks[i + 1]) {
          const below = at(tracks[i + 1].list, x * 10);
          v -= below === null ? 0 : value(below);
        }
        if (v > top / height / 2 || !t.area) { rows.push(t.label + '  ' + digits(Number(v.toPrecision(3)))); }
      });
      tip.textContent = rows.join('\n');
      tip.hidden = false;
      const px = x * scale + left * scale;
      const right = px > box.width / 2;
      tip.style.left = right ? '' : (px + 12) + 'px';
      tip.style.right = right ? (box.width - px + 12) + 'px' : '';
      cursor.setAttribute('x1', x + left);
      cursor.setAttribute('x2', x + left);
    });
    function hide() {
      if (tip) { tip.hidden = true; }
      cursor.setAttribute('x1', -9);
      cursor.setAttribute('x2', -9);
    }
    svg.addEventListener('pointerleave', hide);
  }

  // Tables sort by a click or the Enter key on a heading.
  function sortable(table, sort) {
    [...table.tHead.rows[0].cells].forEach((th, column) => {
      if (!th.textContent) { return; }
      th.tabIndex = 0;
      const go = () => {
        const down = th.getAttribute('aria-sort') !== 'descending';
        for (const other of table.tHead.rows[0].cells) { other.removeAttribute('aria-sort'); }
        th.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        sort(column, down ? -1 : 1);
      };
      th.addEventListener('click', go);
      th.addEventListener('keydown', (e) => { if (e.key === 'Enter') { go(); } });
    });
  }
  const compare = (a, b) => a === null || b === null ? (a === null ? 0 : 1) - (b === null ? 0 : 1) : typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
  const data = document.getElementById('task-data');
  const find = document.getElementById('find');
  const found = document.getElementById('found');
  for (const table of document.querySelectorAll('table.sort')) {
    if (data && table.classList.contains('tasks')) { continue; }
    const body = table.tBodies[0];
    const fixed = (row) => row.className === 'rest' || row.className === 'sum';
    const value = (row, column) => {
      const cell = row.cells[column];
      return cell.dataset.v === undefined ? cell.textContent : Number(cell.dataset.v);
    };
    sortable(table, (column, sign) => {
      const rows = [...body.rows];
      const moving = rows.filter((r) => !fixed(r)).sort((a, b) => sign * compare(value(a, column), value(b, column)));
      moving.concat(rows.filter(fixed)).forEach((r) => body.appendChild(r));
    });
  }

  const table = document.querySelector('table.tasks');
  if (!table) { return; }
  if (!data) {
    find.addEventListener('input', () => {
      const wanted = find.value.toLowerCase();
      let shown = 0;
      for (const row of table.tBodies[0].rows) {
        row.hidden = !row.textContent.toLowerCase().includes(wanted);
        shown += row.hidden ? 0 : 1;
      }
      found.textContent = wanted ? shown + ' tasks' : '';
    });
    return;
  }

  // A long list comes as data and is shown a page at a time.
  const all = JSON.parse(data.textContent);
  const words = all.words, PAGE = 25;
  const money = (v) => digits(v / 1e9);
  const span = (v) => {
    const s = v / 1e3;
    return s >= 259200 ? digits(s / 86400) + ' d' : s >= 10800 ? digits(s / 3600) + ' h'
      : s >= 600 ? digits(s / 60) + ' min' : digits(s) + ' s';
  };
  const dash = (f) => (v) => v === 0 || v === null ? '\u2013' : f(v);
  const word = (v) => words[v];
  const plain = (v) => String(v);
  const columns = [plain, word, word, money, word, plain, dash(word), (v) => digits(v * all.step / all.unitNs), span, span,
    money, (v) => v === null ? '\u2013' : money(v), word, dash(money), dash(plain)];
  const texts = new Set([1, 2, 4, 6, 12]);
  // Units stand as "most of can use", the margin as charge less cost.
  const rows = all.rows.map((r) => [r[0], r[1], r[2], r[3], r[4], r[5], r[7], r[8], r[9], r[10],
    r[11], r[12] < 0 ? null : r[11] - r[12], r[13], r[14], r[15], r[6]]);
  const body = table.tBodies[0];
  const earlier = document.getElementById('earlier'), later = document.getElementById('later');
  let shown = rows.slice(), first = 0;
  function show() {
    body.textContent = '';
    for (const row of shown.slice(first, first + PAGE)) {
      const tr = body.insertRow();
      row.slice(0, 15).forEach((v, c) => {
        const td = tr.insertCell();
        td.className = c === 1 || c === 2 ? 'name' : texts.has(c) ? 't' : 'n';
        const text = c === 5 ? v + ' of ' + row[15] : columns[c](v);
        const cell = c === 1 || c === 2 ? td.appendChild(document.createElement('bdi')) : td;
        cell.textContent = text;
        if (cell !== td) { td.title = text; }
      });
    }
    found.textContent = shown.length
      ? (first + 1) + ' to ' + Math.min(shown.length, first + PAGE) + ' of ' + shown.length.toLocaleString('en-US')
      : 'none';
    earlier.disabled = first === 0;
    later.disabled = first + PAGE >= shown.length;
  }
  const turn = (by) => { first = Math.max(0, first + by); show(); };
  earlier.addEventListener('click', () => turn(-PAGE));
  later.addEventListener('click', () => turn(PAGE));
  sortable(table, (column, sign) => {
    const key = texts.has(column) ? (r) => words[r[column]] : (r) => r[column];
    shown.sort((a, b) => sign * compare(key(a), key(b)));
    first = 0;
    show();
  });
  find.addEventListener('input', () => {
    const wanted = find.value.toLowerCase();
    const hits = words.map((w) => w.toLowerCase().includes(wanted));
    shown = rows.filter((r) => String(r[0]).includes(wanted) || [...texts].some((c) => hits[r[c]]));
    first = 0;
    show();
  });
  table.caption.textContent = 'Tasks by arrival; figures to five digits';
  document.querySelector('.pager').hidden = false;
  show();
})();
