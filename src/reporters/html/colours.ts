const LIGHT = `color-scheme: light;
--paper: #f6f6f3; --sheet: #ffffff; --sunken: #f0f0ec; --ink: #1b1d21; --soft: #565c66; --line: #e2e2dc; --strong-line: #c9c9c1;
--accent: #2f4bb8; --accent-wash: #eef1fd;
--bad: #b3261e; --bad-wash: #fdf0ee; --bad-line: #efc2bd;
--good: #1f6f3d; --good-wash: #ebf6ee; --good-line: #b5dcc1;
--open: #7a5200; --open-wash: #fdf5e2; --open-line: #ecd9a8;
--shadow: 0 1px 2px rgb(20 20 30 / 5%), 0 8px 24px -12px rgb(20 20 30 / 14%);`;

const DARK = `color-scheme: dark;
--paper: #101216; --sheet: #181b20; --sunken: #13161a; --ink: #e7e9ec; --soft: #a1a9b4; --line: #2a2f37; --strong-line: #3d444f;
--accent: #9db2ff; --accent-wash: #1e2540;
--bad: #ff9a90; --bad-wash: #321a1a; --bad-line: #5c2d2b;
--good: #7fd79a; --good-wash: #14291c; --good-line: #27523a;
--open: #f0c866; --open-wash: #2c2412; --open-line: #57481f;
--shadow: 0 1px 2px rgb(0 0 0 / 40%), 0 8px 24px -12px rgb(0 0 0 / 60%);`;

/** Follows the system unless the reader chose; paper is always light. */
export const COLOURS = `:root { ${LIGHT} }
@media screen and (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { ${DARK} } }
@media screen { :root[data-theme="dark"] { ${DARK} } }
`;
