declare module 'pdfmake/js/index.js' {
  import type { DocumentDefinition, FontDictionary } from './content.ts';

  const pdfmake: {
    setFonts(fonts: FontDictionary): void;
    setLocalAccessPolicy(mayRead: (path: string) => boolean): void;
    setUrlAccessPolicy(mayLoad: (url: string) => boolean): void;
    createPdf(definition: DocumentDefinition): { getBuffer(): Promise<Buffer> };
  };
  export default pdfmake;
}
