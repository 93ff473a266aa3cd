declare const site: { themeConfig: { nav: object[]; sidebar: object[] } };
export default site;
