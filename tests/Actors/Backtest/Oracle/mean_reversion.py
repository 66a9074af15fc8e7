"""What mean reversion does on real one-minute candles, written from the tables of docs/strategies-reference.md alone.

python3 mean_reversion.py FOLDER > mean_reversion.csv     FOLDER holds BTC_KRW_1m.csv.gz and so on
"""
import csv
import datetime as dt
import gzip
import sys

def load(coin):
    rows=[]
    with gzip.open(f'{sys.argv[1]}/{coin}_KRW_1m.csv.gz','rt') as f:
        r=csv.reader(f);next(r)
        for t,o,h,l,c,v in r:
            ts=int(dt.datetime.strptime(t,'%Y-%m-%d %H:%M:%S').replace(tzinfo=dt.timezone.utc).timestamp())
            rows.append((ts,float(o),float(h),float(l),float(c),float(v)))
    return rows

# Upbit's price steps: a market order pays one of them against the last trade.
STEPS=[(1e6,1000),(5e5,500),(1e5,100),(5e4,50),(1e4,10),(5e3,5),(100,1),(10,.1),(1,.01)]
def tick(p):
    for a,s in STEPS:
        if p>=a: return s

# The way that prices take inside a candle: the nearer extreme first.
def path(o,h,l,c):
    low=o-l<=h-o
    near,far=(l,h) if low else (h,l)
    out=[o]
    if near!=o: out.append(near)
    if far!=near: out.append(far)
    if c!=far: out.append(c)
    return out

# rsi14 max, rsi7 dip, rsi7 min, bounce, price in percent of the average, volume
ENTRY={'Bull':(50,42,42,2,100,1.0),'Sideways':(48,40,42,3,98.5,.4),'Bear':(42,30,30,2,97,.2)}
# stop, trail, target, rsi14, its profit, hours
EXIT={'Bull':(3,3,5,75,1,72),'Sideways':(4,2.5,3,70,1,48),'Bear':(5,2,3,70,.5,24)}

class RSI:
    def __init__(s,n): s.n=n;s.k=0;s.g=s.l=0;s.p=None
    def add(s,c):
        if s.p is not None:
            d=c-s.p;g=max(d,0);l=max(-d,0);s.k+=1
            if s.k<=s.n: s.g+=g;s.l+=l
            if s.k==s.n: s.g/=s.n;s.l/=s.n
            if s.k>s.n: s.g=(s.g*(s.n-1)+g)/s.n;s.l=(s.l*(s.n-1)+l)/s.n
        s.p=c
        if s.k<s.n: return None
        return 50 if s.g+s.l==0 else 100*s.g/(s.g+s.l)

def run(coin):
    mins=load(coin);log=[]
    bars=[];r14=RSI(14);r7=RSI(7);R14=[];R7=[];touch=[];above=[];vr=[]
    cur=None;pos=None;regime=None;sold=None
    def close_bar(now,last):
        nonlocal cur,regime,pos
        b=cur;cur=None;bars.append(b)
        c=[x[3] for x in bars]
        R14.append(r14.add(b[3]));R7.append(r7.add(b[3]))
        n=len(bars)
        lower=None
        if n>=20:
            w=c[-20:];m=sum(w)/20;sd=(sum((x-m)**2 for x in w)/20)**.5;lower=m-2*sd
            vv=[x[4] for x in bars[-20:]];vr.append(b[4]/(sum(vv)/20))
        touch.append(lower is not None and b[2]<=lower); above.append(lower is not None and b[3]>lower)
        if n<200: return
        f=sum(c[-50:])/50;s=sum(c[-200:])/200
        regime='Bull' if f>s*1.02 else 'Bear' if f<s*.98 else 'Sideways'
        if sold==now: return                    # a sale decided at this very moment: the bar still finds the position
        if pos:
            pos['stop']=min(pos['stop'],EXIT[regime][0]);pos['reg']=regime
            return
        a,d,m,bo,p,v=ENTRY[regime];ma=sum(c[-20:])/20;lo=min(R7[-5:])
        ok=R14[-1]<=a and lo<d and R7[-1]>=m and R7[-1]-lo>=bo and vr[-1]>=v
        ok=ok and (b[3]>ma if regime=='Bull' else b[3]>=ma*p/100)
        if regime=='Bear': ok=ok and max(vr[-3:])<2 and b[3]>lower
        if regime=='Sideways': ok=ok and b[3]>lower and any(touch[-30:]) and above[-1] and above[-2]
        if ok:
            cost=last+tick(last)
            pos=dict(cost=cost,best=cost,stop=EXIT[regime][0],reg=regime,at=now)
            log.append((now,'Buy',regime))
    def stops(p):
        e=EXIT[pos['reg']]
        if p<=pos['cost']*(1-pos['stop']/100)+1e-9: return 'StopLoss'
        if pos['best']>=pos['cost']*1.01-1e-9 and p<=pos['best']*(1-e[1]/100)+1e-9: return 'TrailingStop'
    for (t,o,h,l,c,v) in mins:
        pa=path(o,h,l,c)
        for i,p in enumerate(pa):
            if pos:
                pos['best']=max(pos['best'],p)
                r=stops(p)
                if r: log.append((t+i*(60//len(pa)) ,'Sell',r));pos=None
        hour=t//3600*3600
        ends=t+60
        if cur and hour>curhour: close_bar(ends,c)
        if pos and pos['at']<ends:
            pos['best']=max(pos['best'],c);r=stops(c);e=EXIT[pos['reg']]
            if not r and c>=pos['cost']*(1+e[2]/100)-1e-9: r='TakeProfit'
            if not r and R14[-1]>e[3] and c>=pos['cost']*(1+e[4]/100)-1e-9: r='Strength'
            if not r and ends-pos['at']>=e[5]*3600: r='TimeLimit'
            if r: log.append((ends,'Sell',r));pos=None;sold=ends
        if cur is None: cur=[o,h,l,c,v];curhour=hour
        else: cur=[cur[0],max(cur[1],h),min(cur[2],l),c,cur[4]+v]
        if ends==curhour+3600: close_bar(ends,c)
    return log

if __name__ == '__main__':
    for coin in ['BTC', 'ETH', 'SOL', 'XRP', 'DOGE']:
        for t, side, why in run(coin):
            print(f"{coin},{dt.datetime.fromtimestamp(t, dt.timezone.utc):%Y-%m-%dT%H:%M},{side},{why}")
