/** A modest set of emoji by Slack's names; an unknown name stays as it was written. */

const TABLE = `
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|clap 👏|raised_hands 🙌|pray 🙏|handshake 🤝|muscle 💪|wave 👋|ok_hand 👌|point_right 👉|point_up ☝️|eyes 👀|ear 👂
smile 😄|grinning 😀|slightly_smiling_face 🙂|joy 😂|sweat_smile 😅|thinking_face 🤔|neutral_face 😐|confused 😕|cry 😢|sob 😭|heart_eyes 😍|sunglasses 😎|hugging_face 🤗|zzz 💤|sleeping 😴|robot_face 🤖|exploding_head 🤯
heart ❤️|tada 🎉|sparkles ✨|star ⭐|star2 🌟|fire 🔥|rocket 🚀|100 💯|trophy 🏆|medal 🏅|sports_medal 🏅|first_place_medal 🥇|crown 👑|gift 🎁|balloon 🎈|confetti_ball 🎊|seedling 🌱|herb 🌿|palm_tree 🌴
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|warning ⚠️|rotating_light 🚨|no_entry ⛔|no_entry_sign 🚫|octagonal_sign 🛑|construction 🚧|question ❓|exclamation ❗|grey_question ❔|information_source ℹ️|bell 🔔|no_bell 🔕|loudspeaker 📢|mega 📣
red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵|large_purple_circle 🟣|white_circle ⚪|black_circle ⚫|white_large_square ⬜|large_green_square 🟩|large_red_square 🟥|small_blue_diamond 🔹|small_orange_diamond 🔸|large_orange_diamond 🔶|large_blue_diamond 🔷
bulb 💡|memo 📝|pencil 📝|pencil2 ✏️|bar_chart 📊|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|mag 🔍|mag_right 🔎|link 🔗|paperclip 📎|pushpin 📌|round_pushpin 📍|clipboard 📋|card_index 📇|card_index_dividers 🗂️|file_folder 📁|open_file_folder 📂|inbox_tray 📥|outbox_tray 📤|package 📦|label 🏷️|bookmark 🔖|books 📚|book 📖|scroll 📜|page_facing_up 📄|newspaper 📰|envelope ✉️|email 📧|speech_balloon 💬|thought_balloon 💭
hourglass ⌛|hourglass_flowing_sand ⏳|alarm_clock ⏰|stopwatch ⏱️|clock1 🕐|clock9 🕘|calendar 📆|date 📅|spiral_calendar_pad 🗓️|sunrise 🌅|crescent_moon 🌙|sunny ☀️|globe_with_meridians 🌐|earth_africa 🌍|earth_asia 🌏
gear ⚙️|wrench 🔧|hammer 🔨|hammer_and_wrench 🛠️|toolbox 🧰|test_tube 🧪|microscope 🔬|dna 🧬|scales ⚖️|balance_scale ⚖️|lock 🔒|unlock 🔓|key 🔑|shield 🛡️|moneybag 💰|dart 🎯|compass 🧭|map 🗺️|zap ⚡|recycle ♻️|repeat 🔁|arrows_counterclockwise 🔄|twisted_rightwards_arrows 🔀
arrow_up ⬆️|arrow_down ⬇️|arrow_right ➡️|arrow_left ⬅️|arrow_upper_right ↗️|arrow_lower_right ↘️|heavy_plus_sign ➕|heavy_minus_sign ➖|heavy_multiplication_x ✖️|one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|keycap_ten 🔟|zero 0️⃣
bust_in_silhouette 👤|busts_in_silhouette 👥|office 🏢|house 🏠|coffee ☕|pizza 🍕|cake 🍰|beers 🍻|snail 🐌|turtle 🐢|bug 🐛|ghost 👻|see_no_evil 🙈|vertical_traffic_light 🚦|checkered_flag 🏁|triangular_flag_on_post 🚩|wastebasket 🗑️|bookmark_tabs 📑|ticket 🎫|abacus 🧮|jigsaw 🧩|thermometer 🌡️|ladder 🪜|level_slider 🎚️
`;

export const EMOJI = new Map(
  TABLE.trim()
    .split(/[|\n]/)
    .map((pair) => pair.split(" ")),
);

/** What Slack's reaction menu offers first. */
export const QUICK = [
  "+1",
  "eyes",
  "white_check_mark",
  "tada",
  "heart",
  "raised_hands",
  "bulb",
  "thinking_face",
  "rocket",
  "pray",
  "100",
  "-1",
];

export const NAME = /:([a-z0-9_+'-]+):(?::skin-tone-[2-6]:)?/g;

export function withEmoji(text) {
  return text.replace(NAME, (written, name) => EMOJI.get(name) ?? written);
}

export const glyph = (name) => EMOJI.get(name) ?? `:${name}:`;
