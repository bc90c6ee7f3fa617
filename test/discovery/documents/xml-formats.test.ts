import { describe, expect, it } from 'vitest';
import { calls, candidateAt, leads, read } from './reading.ts';

describe('WSDL', () => {
  const wsdl = `<?xml version="1.0"?><!-- made by hand -->
    <wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/">
      <wsdl:import location="types.wsdl"/>
      <wsdl:portType name="Stock"><wsdl:operation name="Count"/><wsdl:operation name="Move"/></wsdl:portType>
      <wsdl:binding name="StockSoap" type="tns:Stock"><soap:binding transport="x"/>
        <wsdl:operation name="Count"><soap:operation soapAction="urn:c"/></wsdl:operation></wsdl:binding>
      <wsdl:binding name="StockGet"><http:binding verb="GET"/>
        <wsdl:operation name="Count"><http:operation location="/Count"/></wsdl:operation></wsdl:binding>
      <wsdl:service name="StockService">
        <wsdl:port binding="tns:StockSoap"><soap:address location="http://localhost:8080/ws/stock?x=1"/></wsdl:port>
        <wsdl:port binding="tns:StockGet"><http:address location="https://shop.example/stock.asmx"/></wsdl:port>
        <wsdl:port binding="tns:Gone"><soap:address location="https://b2b.example/all"/></wsdl:port>
      </wsdl:service>
    </wsdl:definitions>`;

  it('reads one endpoint for each address, with the operations of its binding', () => {
    const reading = read(wsdl, { url: 'https://shop.example/ws/stock?wsdl', kind: 'wsdl' });
    expect(candidateAt(reading, '/ws/stock')).toMatchObject({
      method: 'POST',
      url: 'https://shop.example/ws/stock',
      apiType: 'soap',
      parameters: { body: { operations: ['Count'] } },
      technique: 'wsdl',
    });
    expect(candidateAt(reading, '/all').parameters.body).toEqual({ operations: ['Count', 'Move'] });
    expect(candidateAt(reading, '/stock.asmx/Count')).toMatchObject({
      method: 'GET',
      apiType: 'rest',
    });
    expect(leads(reading)).toEqual(['wsdl https://shop.example/ws/types.wsdl']);
    expect(reading.title).toBe('StockService');
  });

  it('reads version 2.0', () => {
    const reading = read(`<description xmlns="http://www.w3.org/ns/wsdl">
      <interface name="I"><operation name="Ask"/></interface><binding name="B" interface="tns:I"><operation ref="tns:Ask"/></binding>
      <service name="S"><endpoint binding="tns:B" address="/soap"/></service></description>`);
    expect(candidateAt(reading, '/soap').parameters.body).toEqual({ operations: ['Ask'] });
  });

  it('does not take other definitions for it', () => {
    const bpmn =
      '<definitions xmlns="http://www.omg.org/spec/BPMN"><process id="p"/></definitions>';
    expect(read(bpmn)).toMatchObject({ recognised: false, candidates: [] });
  });
});

describe('OData metadata', () => {
  const metadata = `<?xml version="1.0" encoding="utf-8"?>
    <edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
    <Schema Namespace="Shop" Alias="S" xmlns="http://docs.oasis-open.org/odata/ns/edm">
      <EntityType Name="Product"><Key><PropertyRef Name="ID"/></Key>
        <Property Name="ID" Type="Edm.Int32"/><Property Name="Tags" Type="Collection(Edm.String)"/>
        <Property Name="Sold" Type="Edm.Boolean"/><Property Name="Maker" Type="Shop.Maker"/></EntityType>
      <EntityType Name="Line"><Key><PropertyRef Name="Order"/><PropertyRef Name="No"/></Key></EntityType>
      <Function Name="Near"><Parameter Name="lat" Type="Edm.Double"/></Function>
      <Action Name="Reset"><Parameter Name="hard" Type="Edm.Boolean"/></Action>
      <EntityContainer Name="C">
        <EntitySet Name="Products" EntityType="Shop.Product"/><EntitySet Name="Lines" EntityType="S.Line"/>
        <Singleton Name="Me" Type="Shop.Maker"/>
        <FunctionImport Name="Near" Function="Shop.Near"/><ActionImport Name="Reset" Action="S.Reset"/>
        <FunctionImport Name="Old" m:HttpMethod="POST"><Parameter Name="q" Type="Edm.String"/></FunctionImport>
      </EntityContainer></Schema></edmx:DataServices></edmx:Edmx>`;
  const reading = read(metadata, { url: 'https://shop.example/odata/$metadata', kind: 'odata' });

  it('reads sets, singletons, functions and actions', () => {
    expect(calls(reading)).toEqual([
      'DELETE https://shop.example/odata/Lines(Order={Order},No={No})',
      'DELETE https://shop.example/odata/Products({ID})',
      'GET https://shop.example/odata/Lines',
      'GET https://shop.example/odata/Lines(Order={Order},No={No})',
      'GET https://shop.example/odata/Me',
      'GET https://shop.example/odata/Near(lat={lat})',
      'GET https://shop.example/odata/Products',
      'GET https://shop.example/odata/Products({ID})',
      'PATCH https://shop.example/odata/Lines(Order={Order},No={No})',
      'PATCH https://shop.example/odata/Products({ID})',
      'POST https://shop.example/odata/Lines',
      'POST https://shop.example/odata/Old',
      'POST https://shop.example/odata/Products',
      'POST https://shop.example/odata/Reset',
    ]);
  });

  it('types bodies, and is less sure of writing than of reading', () => {
    const byMethod = (method: string) =>
      reading.candidates.find((each) => each.method === method && each.url.endsWith('/Products'));
    expect(byMethod('POST')).toMatchObject({
      apiType: 'odata',
      confidence: 0.7,
      parameters: { body: { ID: 'integer', Tags: 'array', Sold: 'boolean', Maker: 'object' } },
    });
    expect(byMethod('GET')).toMatchObject({
      confidence: 0.95,
      parameters: { query: expect.arrayContaining(['$filter']) },
    });
    expect(candidateAt(reading, '/Reset').parameters.body).toEqual({ hard: 'boolean' });
    expect(candidateAt(reading, '/Old').parameters.query).toEqual(['q']);
  });

  it('is led to by the service document', () => {
    const service = {
      '@odata.context': 'https://shop.example/odata/$metadata',
      value: [
        { name: 'Products', kind: 'EntitySet', url: 'Products' },
        { name: 'Me', kind: 'Singleton', url: 'Me' },
      ],
    };
    const root = read(service, { url: 'https://shop.example/odata' });
    expect(calls(root)).toEqual([
      'GET https://shop.example/odata/Me',
      'GET https://shop.example/odata/Products',
    ]);
    expect(leads(root)).toEqual(['odata https://shop.example/odata/$metadata']);
  });

  it('takes no result of a query for a service', () => {
    const result = {
      '@odata.context': '$metadata#Products',
      value: [{ ID: 1, url: 'https://maker.example' }],
    };
    expect(read(result).candidates).toEqual([]);
  });
});

describe('sitemaps', () => {
  it('give pages, descriptions and, as a guess, addresses that look like an API', () => {
    const reading =
      read(`<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      <url><loc> https://shop.example/about?a=1&amp;b=2 </loc></url><url><loc>https://shop.example/api/v1/things</loc></url>
      <url><loc><![CDATA[https://shop.example/files/openapi.json]]></loc></url><url><loc>javascript:alert(1)</loc></url></urlset>`);
    expect(reading.links.map(({ url }) => url)).toEqual([
      'https://shop.example/about?a=1&b=2',
      'https://shop.example/api/v1/things',
      'https://shop.example/files/openapi.json',
    ]);
    expect(reading.candidates).toMatchObject([
      { url: 'https://shop.example/api/v1/things', confidence: 0.3 },
    ]);
    expect(leads(reading)).toEqual(['openapi https://shop.example/files/openapi.json']);
  });

  it('give further sitemaps where they are an index', () => {
    const reading = read(
      '<sitemapindex><sitemap><loc>/sitemap-2.xml</loc></sitemap></sitemapindex>',
    );
    expect(leads(reading)).toEqual(['sitemap https://shop.example/sitemap-2.xml']);
    expect(reading.links).toEqual([]);
  });

  it('are not looked for in feeds', () => {
    expect(
      read(
        '<?xml version="1.0"?><rss><channel><link>https://shop.example/api/x</link></channel></rss>',
      ),
    ).toMatchObject({
      recognised: false,
      candidates: [],
    });
  });
});
