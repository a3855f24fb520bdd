// A small ministry that does not exist, as the file that its personnel office would bring.
//
//   Thứ trưởng ── head of the Cục (the subject) ── five staff of his
//              └─ heads of five Vụ, his peers; one of them is the second subject and has no staff

/** Somebody on the roster. */
export type Person = {
  code: string;
  name: string;
  address: string;
  unit: string;
  post: string;
  head: boolean;
  reportsTo: string;
};

const MINISTRY = "Bộ Thử nghiệm";

const person = (code: string, name: string, unit: string, post: string, reportsTo: string): Person => ({
  code,
  name,
  address: "đồng chí",
  unit: unit === "" ? MINISTRY : `${MINISTRY}/${unit}`,
  post,
  head: /^(Thứ trưởng|Cục trưởng|Vụ trưởng)/.test(post),
  reportsTo,
});

export const superior = person("TN-01", "Đỗ Thị Mẫu Hạ", "", "Thứ trưởng", "");
export const leader = person("TN-02", "Lý Văn Mẫu Sơn", "Cục Đo lường thử", "Cục trưởng", superior.code);
export const peers = [
  person("TN-03", "Ngô Thị Mẫu Đào", "Vụ Một", "Vụ trưởng", superior.code),
  person("TN-04", "Phùng Văn Mẫu Ân", "Vụ Hai", "Vụ trưởng", superior.code),
  person("TN-05", "Kiều Thị Mẫu Yến", "Vụ Ba", "Vụ trưởng", superior.code),
  person("TN-06", "Đặng Văn Mẫu Thịnh", "Vụ Bốn", "Vụ trưởng", superior.code),
  person("TN-07", "Ông Thị Mẫu Quế", "Vụ Năm", "Vụ trưởng", superior.code),
];
export const subordinates = [
  person("TN-11", "Trịnh Văn Mẫu Ưng", leader.unit.split("/")[1]!, "Chuyên viên", leader.code),
  person("TN-12", "Vi Thị Mẫu Xuân", leader.unit.split("/")[1]!, "Chuyên viên", leader.code),
  person("TN-13", "Lục Văn Mẫu Bách", leader.unit.split("/")[1]!, "Chuyên viên", leader.code),
  person("TN-14", "Cù Thị Mẫu Ngà", leader.unit.split("/")[1]!, "Chuyên viên chính", leader.code),
  person("TN-15", "Hà Văn Mẫu Ái", leader.unit.split("/")[1]!, "Chuyên viên", leader.code),
];

/** The second subject: a head without staff, who has peers and one superior only. */
export const loneHead = peers[0]!;

export const everybody = [superior, leader, ...peers, ...subordinates];

/** The people file, with the headings of the program's own template. */
export function peopleFile(): string {
  const heading =
    "Mã cán bộ,Họ và tên,Cách xưng hô,Thư điện tử,Đơn vị,Chức vụ,Loại chức vụ,Lĩnh vực phụ trách," +
    "Người đứng đầu,Báo cáo cho,Từ ngày,Đến ngày";
  const row = ({ code, name, address, unit, post, head, reportsTo }: Person) =>
    [code, name, address, "", unit, post, "chính thức", "", head ? "x" : "", reportsTo, "05/01/2024", ""].join(",");
  return `\ufeff${[heading, ...everybody.map(row)].join("\r\n")}\r\n`;
}
