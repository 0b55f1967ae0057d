import { AxeBuilder } from '@axe-core/playwright'
import { chromium } from 'playwright-core'
import { call, signIn } from './support/people.ts'
const url='http://127.0.0.1:9450', password='demo-shuqi-2026'
const b = await chromium.launch({executablePath:'/usr/bin/chromium',args:['--no-sandbox','--disable-gpu']})
const open = async (login: string, w=1440,h=900) => {
  const token = await signIn(url,{login,password})
  const c = await b.newContext({baseURL:url,locale:'zh-CN',timezoneId:'Asia/Shanghai',viewport:{width:w,height:h}})
  c.setDefaultTimeout(15000)
  await c.addCookies([{name:'datadeed_session',value:token,url,httpOnly:true,sameSite:'Lax'}])
  c.on('weberror',e=>console.log('WEBERROR',String(e.error())))
  const p = await c.newPage()
  p.on('console',m=>{ if(['error','warning'].includes(m.type())) console.log('CONSOLE',m.text().slice(0,200)) })
  return {p,token}
}
let n=0
const shot = async (p:any,name:string,full=true)=>{ await p.waitForTimeout(500); await p.screenshot({path:`/tmp/shots5/${String(++n).padStart(2,'0')}-${name}.png`,fullPage:full}) 
 const over = await p.evaluate(()=>document.documentElement.scrollWidth-document.documentElement.clientWidth); if(over>0) console.log('SIDEWAYS',name,over)}
const step = async (what:string,f:()=>Promise<void>)=>{ if (process.argv[2] && !process.argv[2].split(',').includes(what)) return; try{ await f(); console.log('ok',what)}catch(e){console.log('FAIL',what,String(e).slice(0,600))}}
const axe = async(p:any)=> (await new AxeBuilder({page:p}).analyze()).violations.map(v=>[v.id,v.impact,v.nodes.slice(0,3).map(x=>x.html.slice(0,140))])
const Q='/app/cases/01a202fa-'
const filer = await open('qianling-filer')
await step('records',async()=>{
  await filer.p.goto(Q+'d6f5-7519-8f68-d671f4685dca'); await filer.p.getByText('办理进度').first().waitFor(); await shot(filer.p,'refused')
  await filer.p.goto(Q+'a71a-7fbc-afce-e48b4b8565a2'); await filer.p.getByText('办理进度').first().waitFor(); await shot(filer.p,'registered')
  for (const h of await filer.p.$$eval('main a[href], main .ant-btn[href]',(as:any[])=>as.map(a=>a.getAttribute('href')))) { if(/certificates|verify|letters|pdf|notices/.test(h)){ const r=await filer.p.request.get(h); console.log(r.status(), r.headers()['content-type'], h)} }
  console.log('axe registered', JSON.stringify(await axe(filer.p)))
  const w = await open('wumeng-signatory'); await w.p.goto(Q+'dcd6-7a70-8f14-288f9e80135f'); await w.p.getByText('办理进度').first().waitFor(); await shot(w.p,'notice')
})
await step('correction',async()=>{
  await filer.p.goto(Q+'e7cf-7f8f-b2ec-e233ff66e2af'); await filer.p.getByText('需要补正').first().waitFor(); await shot(filer.p,'correction')
  await filer.p.getByLabel('答复').first().fill('经办人写好的答复，已按要求补充处理步骤。'); await filer.p.getByText(/^已保存/).waitFor()
  const s = await open('qianling-signatory'); await s.p.goto(Q+'e7cf-7f8f-b2ec-e233ff66e2af'); await s.p.getByLabel('答复').first().waitFor(); console.log('signatory sees', await s.p.getByLabel('答复').first().inputValue()); await shot(s.p,'correction-signatory')
})
await step('members',async()=>{
  const s = await open('qianling-signatory'); await s.p.goto('/app/members'); await s.p.getByRole('button',{name:/添加/}).first().click(); await shot(s.p,'member-dialog',false)
  const d = s.p.getByRole('dialog'); const name='m'+Date.now().toString(36)
  await d.getByRole('textbox').nth(0).fill('周新来'); await d.getByRole('textbox').nth(1).fill(name); await d.getByRole('textbox').nth(2).fill(name+'@example.com'); await d.locator('input[type=password]').fill('石桥 风车 三条河 2026'); await d.getByRole('button').last().click()
  await d.waitFor({state:'hidden'}); await shot(s.p,'members')
})
await step('hashing',async()=>{
  const {p}=filer; await p.goto('/app/deposits/new'); await p.getByRole('button',{name:'选择文件',exact:true}).waitFor(); await shot(p,'new')
  await p.locator('input[type=file]').nth(1).setInputFiles('/tmp/folder5'); await p.getByText('package.json').waitFor(); await shot(p,'folder')
  await p.locator('input[type=file]').nth(0).setInputFiles('/tmp/big5.csv'); await p.getByRole('button',{name:/开始/}).click()
  await p.getByRole('button',{name:'暂停'}).click(); await p.waitForTimeout(1500); await shot(p,'paused'); 
  const a = await p.locator('.hashing-figures').innerText(); await p.waitForTimeout(2000); const c= await p.locator('.hashing-figures').innerText(); console.log('pause holds', a===c, a.replace(/\n/g,'|'))
  await p.getByRole('button',{name:'继续'}).click(); await p.waitForTimeout(1500); await shot(p,'hashing'); console.log((await p.locator('.hashing-figures').innerText()).replace(/\n/g,'|'))
  await p.getByRole('link',{name:'登记申请'}).first().click(); await p.getByRole('dialog').waitFor(); await shot(p,'leave',false); await p.getByRole('dialog').getByRole('button').last().click()
  await p.getByRole('button',{name:/取消/}).click(); await p.getByRole('button',{name:'选择文件',exact:true}).waitFor(); await shot(p,'cancelled')
  await p.locator('input[type=file]').nth(1).setInputFiles('/tmp/folder5'); await p.getByRole('button',{name:/开始/}).click(); await p.waitForTimeout(3000); await shot(p,'ready')
})
await step('objection',async()=>{
  for (const k of ['loushan','liangdu']) { const s = await open(k+'-signatory'); await s.p.goto('/app/objections'); await s.p.locator('main a[href*="/objections/"]').first().waitFor(); await shot(s.p,'objections')
   await s.p.goto(Q+(k==='loushan'?'dd7b-7810-8eed-b92b97ddc254':'dbf8-7800-949c-31c9e33a5a24')); await s.p.getByText('办理进度').first().waitFor(); await shot(s.p,'case-objected')
   await s.p.goto('/app/objections'); await s.p.locator('main a[href*="/objections/"]').first().click(); await s.p.waitForTimeout(1000); await shot(s.p,'objection')
   const ta = s.p.locator('textarea'); if (await ta.count()) { await ta.first().fill('我单位的数据系自行采集，附合同与采集记录，异议不成立。'); await s.p.getByRole('button',{name:/答复/}).last().click(); await shot(s.p,'objection-confirm',false); await s.p.getByRole('dialog').getByRole('button').last().click(); await s.p.waitForTimeout(1500); await shot(s.p,'objection-answered') }
  }
})
await step('wide',async()=>{
  const {p}=await open('qianling-filer',1920,1080)
  await p.goto(Q+'f236-7a05-a717-4e443679bf36?step=structure'); await p.locator('#field-formats').waitFor(); await shot(p,'wide-draft')
  await p.goto('/app/cases'); await p.waitForTimeout(800); await shot(p,'wide-list'); await p.goto('/app/deposits'); await p.waitForTimeout(800); await shot(p,'wide-deposits')
  await p.locator('main a[href*="/deposits/0"]').first().click(); await p.waitForTimeout(1200); await shot(p,'wide-deposit')
  await p.goto(Q+'a71a-7fbc-afce-e48b4b8565a2'); await p.waitForTimeout(1000); await shot(p,'wide-registered')
})
await step('english',async()=>{
  const {p}=await open('qianling-filer'); await p.addInitScript(()=>localStorage.setItem('datadeed.language','en'))
  await p.goto('/app/cases'); await p.waitForTimeout(800); const sw=p.getByRole('button',{name:'English'}); if(await sw.count()) await sw.first().click()
  await shot(p,'en-cases')
  for (const [nm,a] of [['en-correction',Q+'e7cf-7f8f-b2ec-e233ff66e2af'],['en-registered',Q+'a71a-7fbc-afce-e48b4b8565a2'],['en-draft',Q+'f236-7a05-a717-4e443679bf36?step=source'],['en-new','/app/deposits/new'],['en-objections','/app/objections']] as const) { await p.goto(a); await p.waitForTimeout(1200); await shot(p,nm) }
  await p.setViewportSize({width:360,height:780}); await p.goto(Q+'e7cf-7f8f-b2ec-e233ff66e2af'); await p.waitForTimeout(1000); await shot(p,'en-360-correction')
})
await step('sample',async()=>{
  const {p}=await open('qianling-filer',360,780); await p.goto(Q+'f236-7a05-a717-4e443679bf36?step=sample'); await p.waitForTimeout(1500); console.log(p.url()); await shot(p,'sample360'); console.log('axe sample', JSON.stringify(await axe(p)))
})
await b.close()
