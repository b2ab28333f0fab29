// What is wrong with a report's page as a browser shows it: lines of text. Run in the page; knows no document.
const wrong = [];
const say = (text) => wrong.length < 12 && wrong.push(text);
const label = (e) => (e.textContent || e.tagName).trim().replace(/\s+/g, ' ').slice(0, 50);

// Nothing of a document became markup, nothing is asked of a network.
if (document.querySelector('script, img, iframe, object, embed, link, form')) say('markup that is not the page\'s own');
for (const e of document.querySelectorAll('*'))
    for (const a of e.attributes)
        if (a.name.startsWith('on')) say('a handler at ' + label(e));
if (performance.getEntriesByType('resource').length) say('something was loaded');
if (document.compatMode !== 'CSS1Compat') say('quirks mode');

// The page does not scroll sideways; what does is told to be a region that the keyboard reaches.
const root = document.documentElement;
if (root.scrollWidth > root.clientWidth) say('the page is ' + root.scrollWidth + ' wide in a window of ' + root.clientWidth);
for (const e of document.querySelectorAll('*'))
    if (getComputedStyle(e).overflowX === 'auto' && e.scrollWidth > e.clientWidth && e.tabIndex < 0)
        say('cannot be scrolled by keys: ' + label(e));

// Links lead somewhere.
for (const a of document.querySelectorAll('a')) {
    const target = a.getAttribute('href');
    if (!target.startsWith('#') || !document.getElementById(target.slice(1))) say('a link to nowhere: ' + target);
}

// Texts stay inside their boxes, do not run into one another, and boxes do not overlap.
const inside = (a, b) => a.left >= b.left - 1 && a.right <= b.right + 1 && a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
const overlap = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
for (const picture of document.querySelectorAll('svg.picture')) {
    const boxes = [...picture.querySelectorAll('rect.box, rect.free')].map((e) => e.getBoundingClientRect());
    boxes.sort((a, b) => a.top - b.top);
    for (let i = 0; i < boxes.length; i++)
        for (let k = i + 1; k < boxes.length && boxes[k].top < boxes[i].bottom; k++)
            if (overlap(boxes[i], boxes[k])) say('boxes overlap');
    for (const node of picture.querySelectorAll('g.node')) {
        const box = node.querySelector('rect.box').getBoundingClientRect();
        const texts = [...node.querySelectorAll('text')].filter((e) => e.textContent.trim());
        for (const t of texts)
            if (!inside(t.getBoundingClientRect(), box)) say('runs out of its box: ' + label(t));
        for (let i = 0; i < texts.length; i++)
            for (let k = i + 1; k < texts.length; k++) {
                const a = texts[i].getBoundingClientRect(), b = texts[k].getBoundingClientRect();
                if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 5 && b.top < a.bottom - 5)
                    say('texts overlap: ' + label(texts[i]) + ' / ' + label(texts[k]));
            }
    }
    for (const at of picture.querySelectorAll('text.at'))
        for (const box of boxes)
            if (overlap(at.getBoundingClientRect(), box)) say('an address runs into a box: ' + label(at));
}

// Contrast of all texts, WCAG AA.
const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
const rgb = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
};
const luminance = (c) => {
    const [r, g, b] = [c[0], c[1], c[2]].map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => {
    const [x, y] = [luminance(rgb(a)), luminance(rgb(b))];
    return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
};
const ground = (e) => {
    for (; e; e = e.parentElement)
        if (rgb(getComputedStyle(e).backgroundColor)[3] === 255) return getComputedStyle(e).backgroundColor;
    return 'Canvas';
};
const seen = new Set();
const judge = (ink, paper, e) => {
    const key = ink + paper;
    if (seen.has(key)) return;
    seen.add(key);
    const ratio = contrast(ink, paper);
    if (ratio < 4.5) say('contrast ' + ratio.toFixed(2) + ' of ' + label(e) + ' ' + ink + ' on ' + paper);
};
for (const e of document.querySelectorAll('main *, header *, footer *')) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || !e.getClientRects().length) continue;
    const style = getComputedStyle(e);
    if (!(e instanceof SVGElement)) {
        judge(style.color, ground(e), e);
    } else if (e.localName === 'text') {
        const node = e.closest('g.node');
        const sheet = node && (e.classList.contains('sign') ? node.querySelector('.flag') : null);
        const back = sheet && getComputedStyle(sheet).fill !== 'none' ? sheet : node && node.querySelector('.box');
        const slot = e.classList.contains('at') && e.ownerSVGElement.querySelector('.slot');
        judge(style.fill, back ? getComputedStyle(back).fill : slot ? getComputedStyle(slot).fill : ground(e.ownerSVGElement.parentElement), e);
    }
}

// Headings in steps, names for pictures.
let level = 1;
for (const h of document.querySelectorAll('h1, h2, h3, h4')) {
    const now = Number(h.localName[1]);
    if (now > level + 1) say('a heading is skipped before ' + label(h));
    level = now;
}
return wrong.join('\n');
