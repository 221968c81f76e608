/** A question, the chat's title, and what the scripted provider answers. */
export type Exchange = { ask: string; title: string; answer: string };

export const CODE: Exchange = {
  title: "Returns per model, last quarter",
  ask: "Group the returns by model for the last quarter and give me the query. Skip anything below ten orders.",
  answer: `Here is the query. It counts an order once, even when two parts of it came back.

\`\`\`sql
SELECT model,
       count(DISTINCT order_id)                     AS orders,
       count(DISTINCT order_id) FILTER (WHERE back) AS returned,
       round(100.0 * count(DISTINCT order_id) FILTER (WHERE back)
                   / count(DISTINCT order_id), 1)   AS share
FROM   order_lines
WHERE  ordered_at >= date_trunc('quarter', now()) - interval '3 months'
  AND  ordered_at <  date_trunc('quarter', now())
GROUP  BY model
HAVING count(DISTINCT order_id) >= 10
ORDER  BY share DESC;
\`\`\`

On the figures you pasted it gives:

| Model | Orders | Returned | Share | Most frequent reason |
|---|---:|---:|---:|---|
| Lofoten 2 | 412 | 37 | 9.0 % | frame size too small |
| Senja Cargo | 96 | 7 | 7.3 % | scratched in transport |
| Tromsø City | 1,204 | 51 | 4.2 % | changed their mind |
| Hardanger E | 388 | 9 | 2.3 % | display did not start |

Two things stand out:

1. **Lofoten 2** comes back twice as often as anything else, and nearly always for its *size*. The size guide still shows the old frame.
2. **Senja Cargo** is a small number, but every scratch is in the same place: worth asking the carrier.

> If you want shares per country as well, add \`country\` to both \`SELECT\` and \`GROUP BY\`.`,
};

export const MATHS: Exchange = {
  title: "How sure are we about 9 %?",
  ask: "37 returns out of 412 orders. How far off could the real share be?",
  answer: `With $n = 412$ orders and $k = 37$ returns the share is $\\hat p = k/n \\approx 0.090$. For a share that small use Wilson's interval rather than the usual one:

$$
\\frac{\\hat p + \\dfrac{z^2}{2n} \\pm z\\sqrt{\\dfrac{\\hat p(1-\\hat p)}{n} + \\dfrac{z^2}{4n^2}}}{1 + \\dfrac{z^2}{n}}
$$

With $z = 1.96$ that is **6.6 % to 12.1 %**.

So the difference to Tromsø City (4.2 %) is real, the one to Senja Cargo (7.3 %) may be chance. To tell those two apart at this level you would need about

$$
n \\ge \\frac{(z_{\\alpha/2} + z_{\\beta})^2 \\left(p_1(1-p_1) + p_2(1-p_2)\\right)}{(p_1 - p_2)^2} \\approx 3\\,800
$$

orders of each.`,
};

export const SOURCED: Exchange = {
  title: "Refund for a bicycle that was ridden once",
  ask: "A customer rode the bicycle once, in the rain, and wants her money back after nine days. What do we offer?",
  answer: `She gets her money back. A bicycle may be tried "as one would in the shop", and one ride of up to 10 km counts as trying it [1]. Nine days is well inside the fourteen [1].

What to tell her:

- **Refund in full**, to the card she paid with, within five working days of the bicycle's arrival [1].
- We send the carrier with a box; she need not keep the original one [1].
- If the chain shows rust from the rain, the workshop takes off *at most* €15 for cleaning, and only with photos [1].`,
};

export const FAILED: Exchange = {
  title: "Delivery times to the islands",
  ask: "How long does a delivery to Lofoten take in winter?",
  answer:
    "[[error-after at=34]] In winter the boat from Bodø runs three times a week, so count on **six to nine working days** instead of four. If a storm cancels a crossing, the carrier keeps the parcel in the warehouse at",
};

export const LIMITED: Exchange = {
  title: "Notes for the season's opening",
  ask: "Write the notes for the season's opening, at length.",
  answer: `[[length]] ## Opening of the season

Doors open at nine; the workshop starts at eight. Everyone who has a test ride booked gets a helmet at the counter and a card with the route.

1. **Test rides.** Six at a time, twenty minutes each, always with one of us in front.
2. **Trade-ins.** Anna looks at the frame, Jon at the drivetrain. No offers above`,
};

export const ARABIC: Exchange = {
  title: "رسالة تذكير بموعد الصيانة",
  ask: "اكتب رسالة قصيرة تذكّر الزبون بموعد صيانة دراجته يوم الخميس الساعة ١٠ صباحًا.",
  answer: `مرحبًا،

نذكّركم بموعد صيانة دراجتكم **يوم الخميس الساعة العاشرة صباحًا** في ورشتنا.

- يُرجى إحضار مفتاح البطارية إن كانت الدراجة كهربائية.
- تستغرق الصيانة نحو ساعة ونصف.
- إن لم يناسبكم الموعد فيمكن تغييره عبر الرابط \`fjord.example/service\`.

| الخدمة | المدة | السعر |
|---|---|---:|
| صيانة عادية | ٩٠ دقيقة | €59 |
| ضبط الفرامل | ٣٠ دقيقة | €25 |

مع تحياتنا، فريق Fjord Cycles`,
};

export const THINKING: Exchange = {
  title: "Which supplier first?",
  ask: "Three suppliers are late. Whom do I call first?",
  answer:
    "[[reasoning]] Call **Brenna** first. They hold the brake levers, and without those 140 finished frames can't leave the hall. The other two delay only what ships in January.",
};

export const LONG_NAMES: Exchange = {
  title:
    "Comparison of the three leasing offers for company bicycles including insurance, maintenance and take-back after thirty-six months",
  ask: "Compare the offers. The file is Angebot_Dienstradleasing_2027_final_FINAL_v3_überarbeitet_Rechtsabteilung_bitte_nicht_weiterleiten.pdf and the reference is LEASING-OFFER-2027-0000000000000000000000000000000000000000000000000000000000000000000000042.",
  answer: `I can't open the file from here, but by its reference \`LEASING-OFFER-2027-0000000000000000000000000000000000000000000000000000000000000000000000042\` it is the third offer. In short: Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen aside, the monthly rates differ by less than two euros.`,
};

/** Said without an end: the reply stays under way. */
export const STALLED: Exchange = {
  title: "Stalled",
  ask: "Draft the note about the new opening hours.",
  answer:
    "[[stall-mid at=46]] **New hours from December**\n\nFrom Tuesday, 1 December, the shop opens at ten and closes at seven. On Saturdays we stay until four.\n\n- The workshop keeps its hours: eight to five.\n- Click and collect is ready from nine, at the side door, and the",
};

export const SMALL: Exchange[] = [
  {
    title: "Reply to a late delivery",
    ask: "hi where is my order 48213",
    answer:
      "Hello! Your order left our hall on Tuesday and should reach you tomorrow before noon. I have asked the carrier to ring you an hour ahead.",
  },
  {
    title: "Wording for the size guide",
    ask: "One sentence for the size guide: between two sizes.",
    answer: "Between two sizes? Take the smaller one for city rides, the larger one for long tours.",
  },
  {
    title: "Warranty on batteries",
    ask: "How long is the battery covered?",
    answer: "Two years, or 500 full charges, whichever comes first.",
  },
  {
    title: "Complaint about a squeaking brake",
    ask: "Customer says the brake squeaks.",
    answer:
      "Ask whether it squeaks dry or only in the wet. Wet is harmless and goes away; dry wants new pads, which are free within the first year.",
  },
];

const ALL = [CODE, MATHS, SOURCED, FAILED, LIMITED, ARABIC, THINKING, LONG_NAMES, STALLED, ...SMALL];

/** What was asked stands last: passages of the project's files come before it in the same message. */
export const answerTo = (message: string): string | undefined =>
  ALL.find(({ ask }) => message.endsWith(ask))?.answer;

export const HANDBOOK = `# Support handbook

## Returns

A customer may send back what was bought online within fourteen days of its arrival, without a reason. A bicycle may be tried as one would try it in the shop: one ride of up to 10 km counts as trying. Beyond that the workshop estimates the loss in value from photos; for cleaning, for example rust on a chain after rain, at most €15.

## Refunds

The money goes back the way it came, within five working days of the day on which the goods arrive. The carrier brings a box; nobody needs to keep the original one. Shipping both ways is on us when the order was above €200.

## Delivery

On the mainland two to four working days. To the islands six to nine in winter and four in summer.

## Warranty

Frames ten years, everything else two. Batteries two years or 500 full charges. Wear of tyres, pads and chains is not covered, except in the first three months.
`;

export const PRICES = `model,price_eur,weight_kg,range_km,in_stock
Lofoten 2,1290,11.8,,34
Tromsø City,990,13.2,,120
Senja Cargo,4390,38.5,80,6
Hardanger E,2890,21.4,110,41
`;

export const SUPPORT_PROMPTS: { role: string; content: string }[] = [
  {
    role: "system",
    content:
      "You draft replies for the support team of Fjord Cycles. Use only the project's files for facts about products, prices and policies. If they do not answer the question, say what is missing and whom to ask; never invent a rule.\n\nWrite like a kind, competent person: greet, answer in the first sentence, then the steps. No more than 120 words. Reply in the customer's language.",
  },
  { role: "user", content: "hi, i ordered 2 weeks ago and nothing came?? order 48213" },
  {
    role: "assistant",
    content:
      "Hello, and sorry for the wait. Your order 48213 left our hall on the 3rd; the carrier lost its trace in Bodø. I am sending a new bicycle today and you keep whichever arrives first.",
  },
];
